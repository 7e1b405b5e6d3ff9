/**
 * What is scheduled: a {@link epoch.api.topology.Topology} names its {@link epoch.api.topology.Task
 * tasks}, the {@link epoch.api.topology.Trigger} that fires them and who is told.
 */
@NullMarked
package epoch.api.topology;

import org.jspecify.annotations.NullMarked;
