package epoch.api.rest;

import epoch.api.json.Frozen;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks when a trigger would fire.
 *
 * @param trigger the trigger; needed, unless there are {@code triggers}
 * @param from after when; absent: now
 * @param count how many fire times, 1 to 100; absent: 10
 * @param zone a second zone in which to tell them
 * @param calendars the names of calendars that are closed at times; absent: none
 * @param inCalendar what becomes of fire times at which one is closed; absent: they are skipped
 * @param triggers several triggers instead of, or beside, the one
 */
public record PreviewRequest(
    @Nullable Trigger trigger,
    @Nullable Instant from,
    @Nullable Integer count,
    @Nullable String zone,
    @Nullable List<String> calendars,
    @Nullable InCalendar inCalendar,
    @Nullable List<Trigger> triggers) {

  public PreviewRequest {
    calendars = Frozen.list(calendars);
    triggers = Frozen.list(triggers);
  }

  /** When a topology would fire, told in a second zone. */
  public static PreviewRequest of(Topology topology, Instant from, int count, ZoneId zone) {
    return new PreviewRequest(
        topology.trigger(),
        from,
        count,
        zone.getId(),
        topology.effectivePolicy().calendars(),
        topology.effectivePolicy().inCalendar(),
        topology.triggers());
  }

  /** Of one trigger, without calendars. */
  public PreviewRequest(
      @Nullable Trigger trigger,
      @Nullable Instant from,
      @Nullable Integer count,
      @Nullable String zone) {
    this(trigger, from, count, zone, null, null, null);
  }
}
