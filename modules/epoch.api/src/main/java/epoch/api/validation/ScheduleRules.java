package epoch.api.validation;

import epoch.api.json.Durations;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.MailNotify;
import epoch.api.topology.NoNotify;
import epoch.api.topology.Notify;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownNotify;
import epoch.api.topology.UnknownTrigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for when a topology fires and who is told. */
final class ScheduleRules {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int MOST_TRIGGERS = 20;

  private final CronCheck cron;

  ScheduleRules(CronCheck cron) {
    this.cron = cron;
  }

  /** Looks at one trigger, or at several. */
  void checkTriggers(Trigger trigger, @Nullable List<Trigger> several, Problems problems) {
    if (several == null) {
      checkTrigger(trigger, problems.at("trigger"));
      return;
    }
    if (!(trigger instanceof UnknownTrigger none && none.absent())) {
      checkTrigger(trigger, problems.at("trigger"));
    }
    Problems all = problems.at("triggers");
    all.addIf(several.isEmpty(), "needs at least one trigger");
    all.addIf(several.size() > MOST_TRIGGERS, "has more than " + MOST_TRIGGERS + " entries");
    for (int i = 0; i < several.size(); i++) {
      if (several.get(i) == null) {
        all.at(i).add("is required");
      } else {
        checkTrigger(several.get(i), all.at(i));
      }
    }
  }

  void checkTrigger(Trigger trigger, Problems problems) {
    switch (trigger) {
      case CronTrigger timed -> {
        checkCron(timed.timeSpec(), problems.at("timeSpec"));
        checkZone(timed.timeZone(), problems.at("timeZone"));
        checkWindow(timed.start(), timed.end(), problems);
      }
      case EveryTrigger every -> {
        checkMoment(every.from(), problems.at("from"));
        if (problems.at("interval").present(every.interval())) {
          PolicyRules.checkDuration(
              every.interval(), SHORTEST, Durations.LONGEST, problems.at("interval"));
        }
        checkWindow(every.start(), every.end(), problems);
      }
      case TriggerSet _ -> problems.add("several triggers belong into the field triggers");
      case AtTrigger at -> {
        problems.at("time").addIf(at.time() == null, "is required, in epoch milliseconds");
        checkMoment(at.time(), problems.at("time"));
      }
      case UnknownTrigger unknown -> problems.unknownType(unknown, "CRON, AT, EVERY");
    }
  }

  private static void checkWindow(
      @Nullable Instant start, @Nullable Instant end, Problems problems) {
    checkMoment(start, problems.at("start"));
    checkMoment(end, problems.at("end"));
    problems
        .at("end")
        .addIf(start != null && end != null && end.isBefore(start), "is before the start");
  }

  private static void checkMoment(@Nullable Instant moment, Problems problems) {
    problems.addIf(
        moment != null && (moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST)),
        "is not between the years 1970 and 2200");
  }

  void checkCron(@Nullable String expression, Problems problems) {
    if (expression == null || expression.isBlank()) {
      problems.add("is required");
    } else {
      cron.problem(expression).ifPresent(problems::add);
    }
  }

  private static void checkZone(@Nullable String zone, Problems problems) {
    problems.addIf(
        zone != null && !ZoneId.getAvailableZoneIds().contains(zone),
        "\"" + zone + "\" is no time zone; write an IANA name such as Europe/Berlin");
  }

  static void checkNotify(@Nullable Notify notify, Problems problems) {
    switch (notify) {
      case MailNotify mail -> {
        problems.at("emails").addIf(mail.emails().isEmpty(), "needs at least one address");
        for (int i = 0; i < mail.emails().size(); i++) {
          checkMail(mail.emails().get(i), problems.at("emails").at(i));
        }
      }
      case NoNotify _ -> {}
      case UnknownNotify unknown -> problems.unknownType(unknown, "MAIL, BLACKHOLE");
      case null -> {}
    }
  }

  static void checkMail(@Nullable String address, Problems problems) {
    problems.addIf(
        address == null || !MailAddress.isValid(address), "\"" + address + "\" is no mail address");
  }
}
