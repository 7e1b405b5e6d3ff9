package epoch.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The figures of one run of the suite. */
final class Totals {
  /** What differs from run to run. */
  private static final Pattern A_RUN = Pattern.compile("ESR-[0-9-]+");

  long expected;
  long lost;
  long twice;

  /** Tasks that Drove itself started twice, after it was made to forget them. */
  long doubleByDrove;

  private long latest;
  private Duration longestGap = Duration.ZERO;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Fault, List<Duration>> toFirstFire = new TreeMap<>();

  void count(String verdict, @Nullable String reason) {
    String alike = reason == null ? "" : ", " + A_RUN.matcher(reason).replaceAll("another");
    counts.merge(verdict + alike, 1L, Long::sum);
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
            .filter(time -> time.isAfter(entry.struck()))
            .findFirst()
            .map(time -> Duration.between(entry.struck(), time))
            .ifPresent(wait ->
                toFirstFire.computeIfAbsent(entry.fault(), _ -> new ArrayList<>()).add(wait));
      }
    }
    toFirstFire.values().forEach(waits -> waits.sort(null));
  }

  /** What took longer to the next fire than it may, where it was asked for. */
  List<String> tooLong() {
    return toFirstFire.entrySet().stream()
        .filter(entry -> entry.getValue().getLast().compareTo(entry.getKey().limit()) > 0)
        .map(entry ->
            "%s: %s to the next fire, and not %s"
                .formatted(entry.getKey(), entry.getValue().getLast(), entry.getKey().limit()))
        .toList();
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
    toFirstFire.forEach((fault, waits) ->
        text.append(
            "  to the next fire after %3d times %s: %d ms, nine in ten %d ms, at most %d ms%n"
                .formatted(
                    waits.size(),
                    fault,
                    waits.get(waits.size() / 2).toMillis(),
                    waits.get(waits.size() * 9 / 10).toMillis(),
                    waits.getLast().toMillis())));
    return text.toString();
  }
}
