package epoch.server.operations;

import epoch.api.topology.TopologyDetails;

/**
 * A topology after a change, and the number of the revision that it is now.
 *
 * @param details the topology
 * @param revision grows with each edit; its {@code ETag}
 */
public record Revised(TopologyDetails details, int revision) {}
