package epoch.server.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept, and how hastily the rest is removed.
 *
 * @param interval from the end of one round to the beginning of the next
 * @param first from taking leadership to the first round
 * @param runs how many ended runs are kept of each topology; skipped ones are counted apart
 * @param age how old an ended run may become; null: as old as it likes
 * @param revisions how many versions are kept of each topology
 * @param settled how long after its end Drove must keep what it noted of a task
 * @param topologiesPerSecond how many topologies are looked at per second at most
 * @param tasksPerSecond how many tasks Drove is told to forget per second at most
 */
public record RetentionSettings(
    Duration interval,
    Duration first,
    int runs,
    @Nullable Duration age,
    int revisions,
    Duration settled,
    int topologiesPerSecond,
    int tasksPerSecond) {

  /** What is safe with a real Drove and a ZooKeeper that has other things to do. */
  public static RetentionSettings standard(Duration interval, int runs, @Nullable Duration age) {
    Duration minute = Duration.ofMinutes(1);
    return new RetentionSettings(
        interval,
        interval.compareTo(minute) < 0 ? interval : minute,
        runs,
        age,
        20,
        Duration.ofMinutes(10),
        200,
        20);
  }
}
