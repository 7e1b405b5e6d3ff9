package epoch.server.timer;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The fire times of several triggers; a moment that two of them give is one fire time. */
final class MergedFireTimes implements FireTimes {
  private final List<FireTimes> all;

  MergedFireTimes(List<FireTimes> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return all.stream().flatMap(times -> times.next(after).stream()).min(Comparator.naturalOrder());
  }
}
