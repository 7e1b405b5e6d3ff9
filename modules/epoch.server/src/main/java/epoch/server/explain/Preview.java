package epoch.server.explain;

import epoch.api.calendar.Closure;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.SchedulePreview.Fire;
import epoch.api.rest.SchedulePreview.Warning;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.calendar.Calendars;
import epoch.server.calendar.Closures;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.timer.ClockChanges;
import epoch.server.timer.FireTimes;
import epoch.server.timer.ScheduleWords;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says when a trigger would fire. */
final class Preview {
  private static final int DEFAULT_COUNT = 10;
  private static final int MAX_COUNT = 100;
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  private final TopologyValidator validator;
  private final Calendars calendars;
  private final ZoneId defaultZone;
  private final InstantSource clock;

  Preview(
      TopologyValidator validator, Calendars calendars, ZoneId defaultZone, InstantSource clock) {
    this.validator = validator;
    this.calendars = calendars;
    this.defaultZone = defaultZone;
    this.clock = clock;
  }

  SchedulePreview of(PreviewRequest request) {
    Trigger trigger = checked(request);
    Instant from = Objects.requireNonNullElseGet(request.from(), clock::instant);
    int count = Objects.requireNonNullElse(request.count(), DEFAULT_COUNT);
    FireTimes times = FireTimes.of(trigger, defaultZone);
    List<Instant> fires = times.between(from, Instant.MAX).limit(count).toList();
    Closures closures = calendars.of(Objects.requireNonNullElse(request.calendars(), List.of()));
    boolean onceAfter = request.inCalendar() == InCalendar.RUN_ONCE_AFTER;
    String zone = ScheduleWords.zone(trigger, defaultZone);
    return new SchedulePreview(
        ScheduleWords.of(trigger, defaultZone),
        zone,
        fires.stream()
            .map(time ->
                closing(fire(time, ZoneId.of(zone), request.zone()), times, closures, onceAfter))
            .toList(),
        ClockChanges.on(trigger, defaultZone, from, fires).stream()
            .map(effect -> new Warning(effect.time(), effect.message()))
            .toList());
  }

  private Trigger checked(PreviewRequest request) {
    var errors = new ArrayList<String>();
    Trigger given = Objects.requireNonNullElseGet(request.trigger(), UnknownTrigger::missing);
    if (request.trigger() == null && request.triggers() == null) {
      errors.add("trigger: is required");
    } else {
      validator.validate(given, request.triggers()).stream()
          .map(Violation::line)
          .forEach(errors::add);
    }
    Integer count = request.count();
    if (count != null && (count < 1 || count > MAX_COUNT)) {
      errors.add("count: is not a number from 1 to " + MAX_COUNT);
    }
    Instant from = request.from();
    if (from != null && (from.isBefore(Instant.EPOCH) || from.isAfter(END))) {
      errors.add("from: is not a time between the years 1970 and 2200");
    }
    for (String name : Objects.requireNonNullElse(request.calendars(), List.<String>of())) {
      if (!calendars.has(name)) {
        errors.add("calendars: there is no calendar " + name);
      }
    }
    String zone = request.zone();
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      errors.add(
          "zone: \"" + zone + "\" is no time zone; write an IANA name such as Europe/Berlin");
    }
    if (!errors.isEmpty()) {
      throw new Refusal(Kind.INVALID, "Command validation failure", errors);
    }
    return TriggerSet.of(given, request.triggers());
  }

  private static Fire closing(Fire fire, FireTimes times, Closures closures, boolean onceAfter) {
    Optional<Closure> found = closures.at(fire.time());
    if (found.isEmpty()) {
      return fire;
    }
    Closure closure = found.get();
    boolean latest =
        onceAfter && times.next(fire.time()).filter(next -> next.isBefore(closure.end())).isEmpty();
    return new Fire(
        fire.time(),
        fire.local(),
        fire.other(),
        closure.inWords(),
        latest ? closure.until() : null);
  }

  private static Fire fire(Instant time, ZoneId zone, @Nullable String other) {
    return new Fire(time, local(time, zone), other == null ? null : local(time, ZoneId.of(other)));
  }

  private static String local(Instant time, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
  }
}
