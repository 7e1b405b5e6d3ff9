package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;

/**
 * What the schedules will ask for.
 *
 * @param from the begin, not included
 * @param to the end, included
 * @param bucket the length of a bucket, milliseconds
 * @param buckets every bucket, in order
 * @param collisions the moments at which most begins at once, the worst first
 */
public record Forecast(
    Instant from, Instant to, long bucket, List<Bucket> buckets, List<Collision> collisions) {

  public Forecast {
    buckets = Frozen.listOrEmpty(buckets);
    collisions = Frozen.listOrEmpty(collisions);
  }

  /**
   * What begins in a bucket.
   *
   * @param at its begin
   * @param runs how many runs
   * @param cpus cores that they ask for; of a run with several tasks those of the largest
   * @param memory MB that they ask for, likewise
   */
  public record Bucket(Instant at, long runs, long cpus, long memory) {}

  /**
   * Runs that begin at the same moment.
   *
   * @param at the moment
   * @param runs how many
   * @param topologies the first 100 of them, by name
   */
  public record Collision(Instant at, int runs, List<String> topologies) {
    public Collision {
      topologies = Frozen.listOrEmpty(topologies);
    }
  }
}
