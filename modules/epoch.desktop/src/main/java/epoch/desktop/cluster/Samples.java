package epoch.desktop.cluster;

import epoch.api.rest.ClusterState.Counts;
import epoch.api.rest.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/** How it went in the last half hour, a value for each ten seconds. */
public final class Samples {

  /** How long one value stands for. */
  public static final Duration EACH = Duration.ofSeconds(10);

  /** How many there are at most. */
  public static final int MOST = 180;

  /**
   * Ten seconds.
   *
   * @param at their begin
   * @param running active runs at the last count
   * @param lateness the worst lateness in ms of those that fired; negative if none did
   * @param failed how many failed in the hour up to then
   */
  public record Sample(Instant at, int running, long lateness, long failed) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

  Samples() {}

  void fired(LiveEvent.Fired fire, Instant now) {
    if (fire.lateness() == null) {
      return;
    }
    Sample sample = at(now);
    put(
        new Sample(
            sample.at(),
            sample.running(),
            Math.max(sample.lateness(), fire.lateness()),
            sample.failed()));
  }

  void counted(Counts counts, Instant now) {
    Sample sample = at(now);
    put(new Sample(sample.at(), counts.activeRuns(), sample.lateness(), counts.failedLastHour()));
  }

  private Sample at(Instant now) {
    long each = EACH.toMillis();
    Instant begin = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), each) * each);
    Sample last = samples.peekLast();
    if (last != null && !last.at().isBefore(begin)) {
      return samples.removeLast();
    }
    return new Sample(
        begin, last == null ? 0 : last.running(), -1, last == null ? 0 : last.failed());
  }

  private void put(Sample sample) {
    samples.addLast(sample);
    while (samples.size() > MOST) {
      samples.removeFirst();
    }
    changes.set(changes.get() + 1);
  }

  /** All of them, the oldest first. */
  public List<Sample> all() {
    return new ArrayList<>(samples);
  }

  /** Grows with every change. */
  public ReadOnlyLongProperty changes() {
    return changes.getReadOnlyProperty();
  }
}
