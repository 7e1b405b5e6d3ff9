package epoch.server.timer;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.UnknownTrigger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

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
      case AtTrigger at -> at.time() == null ? "Never" : once(at.time(), defaultZone);
      case UnknownTrigger unknown -> "Never: the trigger type " + unknown.type() + " is not known";
    };
  }

  /** The name of the zone in which a trigger is meant. */
  public static String zone(Trigger trigger, ZoneId defaultZone) {
    return trigger instanceof CronTrigger cron && cron.timeZone() != null
        ? cron.timeZone()
        : defaultZone.getId();
  }

  private static String cron(CronTrigger cron, ZoneId defaultZone) {
    if (CronSyntax.problem(cron.timeSpec()).isPresent()) {
      return "Never: the cron " + cron.timeSpec() + " is not valid";
    }
    String zone = Objects.requireNonNullElse(cron.timeZone(), defaultZone.getId());
    return new CronWords(Crons.parse(cron.timeSpec()).fields())
        .sentence(zone)
        .orElse("Cron " + cron.timeSpec() + " in " + zone);
  }

  private static String once(Instant time, ZoneId zone) {
    String words = MOMENT.format(time.atZone(zone));
    String shortened = words.endsWith(":00") ? words.substring(0, words.length() - 3) : words;
    return "Once, on " + shortened + " in " + zone.getId();
  }
}
