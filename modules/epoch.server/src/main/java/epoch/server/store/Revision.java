package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.topology.Topology;
import java.time.Instant;

/**
 * One version of a topology: the node {@code /revisions/{topologyId}/{number}}, compressed.
 *
 * @param number from 1, without gaps
 * @param topology what it said
 * @param author who made it
 * @param time when
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Revision(int number, Topology topology, String author, Instant time) {
  /** The author of what was found in ZooKeeper and not written by this Epoch. */
  public static final String FOREIGN = "(found in ZooKeeper)";
}
