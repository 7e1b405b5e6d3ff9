package epoch.server.doctor;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cron means the same to Epoch 1.14, which read it with cron-utils, as it does here: by
 * the fire times of a year, one by one. Of a cron that fires more often than {@value #STRETCH}
 * times in a month, the first ones of each month are compared.
 */
final class CronComparison {
  private static final int STRETCH = 750;
  private static final int MONTHS = 12;

  private final CronParser parser =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
  private final ZoneId zone;
  private final Instant from;
  private final Map<String, Optional<String>> known = new HashMap<>();

  /**
   * @param zone the zone in which 1.14 ran
   * @param from where the year begins
   */
  CronComparison(ZoneId zone, Instant from) {
    this.zone = zone;
    this.from = from.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The first difference, in words. The expression must be one that this version takes. */
  Optional<String> difference(String cron) {
    return known.computeIfAbsent(cron, this::compare);
  }

  private Optional<String> compare(String cron) {
    ExecutionTime theirs;
    try {
      Cron parsed = parser.parse(cron);
      theirs = ExecutionTime.forCron(parsed);
    } catch (IllegalArgumentException e) {
      return Optional.of("1.14 does not fire it at all: its library says: " + e.getMessage());
    }
    FireTimes ours = FireTimes.cron(cron, zone);
    ZonedDateTime start = from.atZone(zone);
    for (int month = 0; month < MONTHS; month++) {
      Optional<String> found =
          compare(
              ours,
              theirs,
              start.plusMonths(month).toInstant(),
              start.plusMonths(month + 1L).toInstant());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> compare(
      FireTimes ours, ExecutionTime theirs, Instant after, Instant until) {
    Instant at = after;
    for (int i = 0; i < STRETCH; i++) {
      Instant here = within(ours.next(at), until);
      Instant there =
          within(theirs.nextExecution(at.atZone(zone)).map(ZonedDateTime::toInstant), until);
      if (here == null && there == null) {
        return Optional.empty();
      }
      if (here == null || there == null || !here.equals(there)) {
        boolean onlyHere = there == null || (here != null && here.isBefore(there));
        Instant first = onlyHere ? here : there;
        return Optional.of(
            onlyHere
                ? "it fires at " + first + " here, and did not with 1.14"
                : "1.14 fired it at " + first + "; here it does not fire then");
      }
      at = here;
    }
    return Optional.empty();
  }

  private static @Nullable Instant within(Optional<Instant> time, Instant until) {
    return time.filter(moment -> !moment.isAfter(until)).orElse(null);
  }
}
