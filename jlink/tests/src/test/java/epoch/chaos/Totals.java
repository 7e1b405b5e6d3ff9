package epoch.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of one run of the suite. */
final class Totals {
  long expected;
  long lost;
  long twice;

  /** Tasks that Drove itself started twice, after it was made to forget them. */
  long doubleByDrove;

  private long latest;
  private Duration longestGap = Duration.ZERO;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Fault, Duration> toFirstFire = new TreeMap<>();

  void count(String verdict, @Nullable String reason) {
    counts.merge(reason == null ? verdict : verdict + ", " + reason, 1L, Long::sum);
  }

  void late(@Nullable Long millis) {
    latest = Math.max(latest, millis == null ? 0 : millis);
  }

  /** How long nothing fired, and how long after each kind of fault. */
  void gap(List<Instant> fires, Journal journal) {
    for (int i = 1; i < fires.size(); i++) {
      Duration gap = Duration.between(fires.get(i - 1), fires.get(i));
      longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
    }
    for (Journal.Entry entry : journal.entries()) {
      if (entry.fault().stops()) {
        fires.stream()
            .filter(time -> time.isAfter(entry.from()))
            .findFirst()
            .map(time -> Duration.between(entry.from(), time))
            .ifPresent(wait ->
                toFirstFire.merge(entry.fault(), wait, (a, b) -> a.compareTo(b) > 0 ? a : b));
      }
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("expected ").append(expected).append(" fires\n");
    counts.forEach((what, count) -> text.append("  %6d %s%n".formatted(count, what)));
    text.append(
        "lost %d, double %d, started twice by Drove's own doing %d%n"
            .formatted(lost, twice, doubleByDrove));
    text.append(
        "longest gap between fires %d ms, latest run %d ms late%n"
            .formatted(longestGap.toMillis(), latest));
    toFirstFire.forEach((fault, wait) ->
        text.append(
            "  at most %6d ms to the next fire after %s%n".formatted(wait.toMillis(), fault)));
    return text.toString();
  }
}
