package epoch.server.timer;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says when a trigger fires, in plain English: "Weekdays at 18:00 in Europe/Berlin". What cannot be
 * said shortly and exactly is not said: the sentence is then the cron expression itself.
 */
public final class ScheduleWords {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu 'at' HH:mm:ss", Locale.ENGLISH);

  private ScheduleWords() {}

  /**
   * The sentence.
   *
   * @param defaultZone of a trigger that names none
   */
  public static String of(Trigger trigger, ZoneId defaultZone) {
    return switch (trigger) {
      case CronTrigger cron -> cron(cron, defaultZone);
      case EveryTrigger every -> every(every, defaultZone);
      case TriggerSet set ->
          set.triggers().stream()
              .map(one -> of(one, defaultZone))
              .collect(Collectors.joining("; "));
      case AtTrigger at -> at.time() == null ? "Never" : once(at.time(), defaultZone);
      case UnknownTrigger unknown -> "Never: the trigger type " + unknown.type() + " is not known";
    };
  }

  /** The name of the zone in which a trigger is meant; of several the first that is named. */
  public static String zone(Trigger trigger, ZoneId defaultZone) {
    return named(trigger).findFirst().orElseGet(defaultZone::getId);
  }

  private static Stream<String> named(Trigger trigger) {
    return switch (trigger) {
      case CronTrigger cron -> Stream.ofNullable(cron.timeZone());
      case TriggerSet set -> set.triggers().stream().flatMap(ScheduleWords::named);
      case EveryTrigger _, AtTrigger _, UnknownTrigger _ -> Stream.empty();
    };
  }

  private static String every(EveryTrigger every, ZoneId defaultZone) {
    Duration length;
    try {
      length = every.length();
    } catch (IllegalArgumentException notUnderstood) {
      return "Never: the interval " + every.interval() + " is not valid";
    }
    String from = every.from() == null ? "" : ", counted from " + moment(every.from(), defaultZone);
    return "Every " + length(length) + from + window(every.start(), every.end(), defaultZone);
  }

  /** A length of time in the largest unit that says it exactly: "minute", "90 seconds". */
  private static String length(Duration length) {
    return Stream.of(
            Map.entry("day", 86_400_000L),
            Map.entry("hour", 3_600_000L),
            Map.entry("minute", 60_000L),
            Map.entry("second", 1_000L),
            Map.entry("millisecond", 1L))
        .filter(unit -> length.toMillis() % unit.getValue() == 0)
        .findFirst()
        .map(unit -> {
          long count = length.toMillis() / unit.getValue();
          return count == 1 ? unit.getKey() : count + " " + unit.getKey() + "s";
        })
        .orElseGet(length::toString);
  }

  private static String window(@Nullable Instant start, @Nullable Instant end, ZoneId zone) {
    return (start == null ? "" : ", from " + moment(start, zone))
        + (end == null ? "" : ", until " + moment(end, zone));
  }

  private static String cron(CronTrigger cron, ZoneId defaultZone) {
    if (CronSyntax.problem(cron.timeSpec()).isPresent()) {
      return "Never: the cron " + cron.timeSpec() + " is not valid";
    }
    String zone = Objects.requireNonNullElse(cron.timeZone(), defaultZone.getId());
    return new CronWords(Crons.parse(cron.timeSpec()).fields())
            .sentence(zone)
            .orElse("Cron " + cron.timeSpec() + " in " + zone)
        + window(cron.start(), cron.end(), defaultZone);
  }

  private static String once(Instant time, ZoneId zone) {
    return "Once, on " + moment(time, zone);
  }

  private static String moment(Instant time, ZoneId zone) {
    String words = MOMENT.format(time.atZone(zone));
    String shortened = words.endsWith(":00") ? words.substring(0, words.length() - 3) : words;
    return shortened + " in " + zone.getId();
  }
}
