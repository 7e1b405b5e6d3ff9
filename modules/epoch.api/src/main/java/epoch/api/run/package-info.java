/**
 * What became of a fire: a {@link epoch.api.run.Run} and its {@link epoch.api.run.TaskRun tasks},
 * their states and ids.
 */
@NullMarked
package epoch.api.run;

import org.jspecify.annotations.NullMarked;
