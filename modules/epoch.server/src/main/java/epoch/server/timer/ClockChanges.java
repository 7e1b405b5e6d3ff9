package epoch.server.timer;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells what changes of the clock do to fire times. */
public final class ClockChanges {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  private ClockChanges() {}

  /**
   * What a change of the clock does.
   *
   * @param time the fire time that it affects
   * @param message for people
   */
  public record Effect(Instant time, String message) {}

  /**
   * The effects on fire times.
   *
   * @param trigger a valid one
   * @param fires consecutive fire times of it
   * @param from after when the first of them was looked for
   */
  public static List<Effect> on(
      Trigger trigger, ZoneId defaultZone, Instant from, List<Instant> fires) {
    if (fires.isEmpty()) {
      return List.of();
    }
    return switch (trigger) {
      case CronTrigger cron -> on(cron, defaultZone, from, fires);
      case TriggerSet set ->
          set.triggers().stream()
              .flatMap(
                  one -> on(one, defaultZone, from, of(one, defaultZone, from, fires)).stream())
              .distinct()
              .sorted(Comparator.comparing(Effect::time))
              .toList();
      case EveryTrigger _, AtTrigger _, UnknownTrigger _ -> List.of();
    };
  }

  /** Those of the fire times of several triggers that are one's own. */
  private static List<Instant> of(
      Trigger one, ZoneId defaultZone, Instant from, List<Instant> fires) {
    return FireTimes.of(one, defaultZone).between(from, fires.getLast()).toList();
  }

  private static List<Effect> on(
      CronTrigger cron, ZoneId defaultZone, Instant from, List<Instant> fires) {
    ZoneId zone = cron.timeZone() == null ? defaultZone : ZoneId.of(cron.timeZone());
    var local = Crons.parse(cron.timeSpec());
    var found = new ArrayList<Effect>();
    Instant last = fires.getLast();
    for (var change = zone.getRules().nextTransition(start(zone.getRules(), from));
        change != null && !change.getInstant().isAfter(last.plusSeconds(86_400));
        change = zone.getRules().nextTransition(change.getInstant())) {
      effect(local, change, fires).ifPresent(found::add);
    }
    return found;
  }

  /** A change just before may still concern the first of them: a gap's end, a second pass. */
  private static Instant start(ZoneRules rules, Instant from) {
    ZoneOffsetTransition before = rules.previousTransition(from);
    boolean secondPass =
        before != null
            && before.isOverlap()
            && from.isBefore(before.getInstant().plus(before.getDuration().abs()));
    return (secondPass ? before.getInstant() : from).minusSeconds(1);
  }

  private static Optional<Effect> effect(
      LocalCron cron, ZoneOffsetTransition change, List<Instant> fires) {
    LocalDateTime low = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
    LocalDateTime high = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
    OptionalLong concerned = first(cron, low, high);
    if (concerned.isEmpty()) {
      return Optional.empty();
    }
    LocalDateTime wall = LocalDateTime.ofEpochSecond(concerned.getAsLong(), 0, ZoneOffset.UTC);
    boolean manyHours = !low.toLocalDate().equals(high.minusSeconds(1).toLocalDate());
    if (change.isGap()) {
      return firstFrom(fires, change.getInstant())
          .map(time -> new Effect(time, gap(cron, change, wall, time, manyHours)));
    }
    if (cron.followsRealTime()) {
      return firstFrom(fires, change.getInstant())
          .filter(time -> time.isBefore(high.toInstant(change.getOffsetAfter())))
          .map(time ->
              new Effect(
                  time, back(change) + between(low, high) + " comes twice, and it fires in both"));
    }
    Instant firstPass = wall.toInstant(change.getOffsetBefore());
    return fires.contains(firstPass)
        ? Optional.of(
            new Effect(
                firstPass,
                back(change) + clock(wall) + " comes twice, and it fires the first time only"))
        : Optional.empty();
  }

  private static String gap(
      LocalCron cron,
      ZoneOffsetTransition change,
      LocalDateTime wall,
      Instant time,
      boolean manyHours) {
    String forward =
        "Clocks go forward from %s to %s on %s: "
            .formatted(
                clock(change.getDateTimeBefore()),
                clock(change.getDateTimeAfter()),
                DAY.format(change.getDateTimeBefore()));
    boolean atEnd = time.equals(change.getInstant());
    if (cron.followsRealTime() || !atEnd || manyHours) {
      return forward + "the fire times between do not exist";
    }
    return forward
        + clock(wall)
        + " does not exist, so it fires at "
        + clock(change.getDateTimeAfter());
  }

  private static String back(ZoneOffsetTransition change) {
    return "Clocks go back from %s to %s on %s: "
        .formatted(
            clock(change.getDateTimeBefore()),
            clock(change.getDateTimeAfter()),
            DAY.format(change.getDateTimeBefore()));
  }

  private static String between(LocalDateTime low, LocalDateTime high) {
    return "the time from " + clock(low) + " to " + clock(high);
  }

  private static OptionalLong first(LocalCron cron, LocalDateTime from, LocalDateTime to) {
    long match = cron.next(from.toEpochSecond(ZoneOffset.UTC) - 1);
    return match < to.toEpochSecond(ZoneOffset.UTC) ? OptionalLong.of(match) : OptionalLong.empty();
  }

  private static Optional<Instant> firstFrom(List<Instant> fires, Instant moment) {
    return fires.stream().filter(time -> !time.isBefore(moment)).findFirst();
  }

  private static String clock(LocalDateTime time) {
    return Objects.toString(time.toLocalTime());
  }
}
