/**
 * What can be asked about topologies and of them: {@link epoch.server.topology.TopologyService}.
 */
@NullMarked
package epoch.server.topology;

import org.jspecify.annotations.NullMarked;
