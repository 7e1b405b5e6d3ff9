package epoch.api.rest;

import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of an edit that was refused (412) because somebody else had edited meanwhile.
 *
 * @param current the topology as it is now
 * @param yours what was to be stored; absent where no topology was sent (a pause, say)
 * @param revision the number of the revision that is current; the {@code ETag} to name next
 */
public record StaleEdit(TopologyDetails current, @Nullable Topology yours, int revision) {}
