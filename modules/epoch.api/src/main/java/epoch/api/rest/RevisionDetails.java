package epoch.api.rest;

import epoch.api.json.Frozen;
import epoch.api.topology.Topology;
import java.time.Instant;
import java.util.List;

/**
 * One version of a topology.
 *
 * @param number counts up from 1 with each edit
 * @param author who made it
 * @param time when
 * @param topology what it said
 * @param difference to the version before; none where that is not kept any more
 */
public record RevisionDetails(
    int number, String author, Instant time, Topology topology, List<Difference> difference) {
  public RevisionDetails {
    difference = Frozen.listOrEmpty(difference);
  }
}
