package epoch.server.store;

import epoch.api.topology.TopologyDetails;
import org.jspecify.annotations.Nullable;

/**
 * One topology as it was found.
 *
 * @param details the topology; its version is that of its node
 * @param schedule where it stands; null where only Epoch 1.14 has known it
 */
public record Stored(Versioned<TopologyDetails> details, @Nullable Versioned<Schedule> schedule) {}
