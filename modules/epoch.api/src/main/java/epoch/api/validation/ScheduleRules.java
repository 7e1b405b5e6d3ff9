package epoch.api.validation;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.MailNotify;
import epoch.api.topology.NoNotify;
import epoch.api.topology.Notify;
import epoch.api.topology.Policy;
import epoch.api.topology.Trigger;
import epoch.api.topology.UnknownNotify;
import epoch.api.topology.UnknownTrigger;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The rules for when a topology fires, how it wants to be treated and who is told. */
final class ScheduleRules {

  private final CronCheck cron;

  ScheduleRules(CronCheck cron) {
    this.cron = cron;
  }

  void checkTrigger(Trigger trigger, Problems problems) {
    switch (trigger) {
      case CronTrigger timed -> {
        checkCron(timed.timeSpec(), problems.at("timeSpec"));
        checkZone(timed.timeZone(), problems.at("timeZone"));
      }
      case AtTrigger at ->
          problems.at("time").addIf(at.time() == null, "is required, in epoch milliseconds");
      case UnknownTrigger unknown -> problems.unknownType(unknown, "CRON, AT");
    }
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

  static void checkPolicy(@Nullable Policy policy, Problems problems) {
    if (policy != null) {
      policy.unknownFields().keySet().forEach(key -> problems.at(key).add("is not supported"));
      ContainerRules.checkDuration(policy.catchUpWindow(), problems.at("catchUpWindow"));
    }
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
