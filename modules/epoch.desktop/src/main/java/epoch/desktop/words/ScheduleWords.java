package epoch.desktop.words;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A trigger as it is written; sentences are the server's to make. */
public final class ScheduleWords {

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

  private ScheduleWords() {}

  /** Such as {@code 0 0 3 * * ? · Europe/Berlin}, or {@code Once, 24 Nov 2026 05:10:00}. */
  public static String of(Trigger trigger, TimeWords times) {
    return switch (trigger) {
      case CronTrigger cron ->
          Plain.line(cron.timeSpec())
              + (cron.timeZone() == null ? "" : " · " + Plain.line(cron.timeZone()));
      case AtTrigger at ->
          at.time() == null
              ? "Once, but no time is given"
              : "Once, " + AT.format(at.time().atZone(times.zone())) + " · " + times.zone();
      case EveryTrigger every -> "Every " + Plain.line(every.interval());
      case TriggerSet set ->
          set.triggers().stream().map(one -> of(one, times)).collect(Collectors.joining("; "));
      case UnknownTrigger unknown ->
          unknown.type().isEmpty() ? "No trigger" : "Trigger " + Plain.line(unknown.type());
    };
  }
}
