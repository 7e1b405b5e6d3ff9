package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a topology wants to be treated; each part is optional.
 *
 * @param catchUp what happens after an outage; absent: {@code LATEST}
 * @param catchUpWindow how far back that reaches, in the grammar of {@link Durations}; absent: 1
 *     hour
 * @param calendars the names of calendars; while one of them is closed it does not fire
 * @param inCalendar what becomes of fire times at which one is closed; absent: {@code SKIP}
 * @param overlap what becomes of a fire while the run before it goes on; absent: {@code SKIP}
 * @param jitter by how much a fire is put off at most, in the grammar of {@link Durations}: the
 *     same part of it each time, told by a hash of the name; absent: not at all
 * @param startDeadline how late a fire may begin; later it is skipped; absent: whenever it can
 * @param runTimeout how long a run may take; then it is killed and has failed; absent: no limit
 * @param pauseAfterFailures after how many failed runs in a row the topology is paused; absent:
 *     never
 * @param group the name of a concurrency group whose limit it shares
 * @param priority who of a group goes first where not all can: the higher; absent: 0
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Policy(
    @Nullable CatchUp catchUp,
    @Nullable String catchUpWindow,
    @Nullable List<String> calendars,
    @Nullable InCalendar inCalendar,
    @Nullable Overlap overlap,
    @Nullable String jitter,
    @Nullable String startDeadline,
    @Nullable String runTimeout,
    @Nullable Integer pauseAfterFailures,
    @Nullable String group,
    @Nullable Integer priority,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Policy {
    calendars = Frozen.list(calendars);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** How far back catching up reaches where the policy does not say. */
  public static final Duration DEFAULT_CATCH_UP_WINDOW = Duration.ofHours(1);

  /** The policy of a topology that has none. */
  public static Policy standard() {
    return STANDARD;
  }

  private static final Policy STANDARD =
      new Policy(null, null, null, null, null, null, null, null, null, null, null, Map.of());

  /** The same with other rules for outages. */
  public Policy withCatchUp(@Nullable CatchUp newCatchUp, @Nullable String newWindow) {
    return new Policy(
        newCatchUp,
        newWindow,
        calendars,
        inCalendar,
        overlap,
        jitter,
        startDeadline,
        runTimeout,
        pauseAfterFailures,
        group,
        priority,
        unknownFields);
  }

  /** The same with other calendars. */
  public Policy withCalendars(
      @Nullable List<String> newCalendars, @Nullable InCalendar newInCalendar) {
    return new Policy(
        catchUp,
        catchUpWindow,
        newCalendars,
        newInCalendar,
        overlap,
        jitter,
        startDeadline,
        runTimeout,
        pauseAfterFailures,
        group,
        priority,
        unknownFields);
  }

  /** The same with another rule for fires while the run before goes on. */
  public Policy withOverlap(@Nullable Overlap newOverlap) {
    return new Policy(
        catchUp,
        catchUpWindow,
        calendars,
        inCalendar,
        newOverlap,
        jitter,
        startDeadline,
        runTimeout,
        pauseAfterFailures,
        group,
        priority,
        unknownFields);
  }

  /** The names of its calendars; none if it says nothing. */
  public List<String> effectiveCalendars() {
    // A stored one may hold null, which validation refuses.
    return calendars == null ? List.of() : calendars.stream().filter(Objects::nonNull).toList();
  }

  /** Whether it is run once after a closure of its calendars. */
  public boolean runsAfterClosures() {
    return inCalendar == InCalendar.RUN_ONCE_AFTER;
  }

  /** What becomes of a fire while the run before it goes on, the default applied. */
  public Overlap effectiveOverlap() {
    return overlap == null ? Overlap.SKIP : overlap;
  }

  /** Who of its group goes first: the higher; the default applied. */
  public int effectivePriority() {
    return priority == null ? 0 : priority;
  }

  /** What happens after an outage, the default applied. */
  public CatchUp effectiveCatchUp() {
    return catchUp == null ? CatchUp.LATEST : catchUp;
  }

  /** How far back catching up reaches, the default applied. */
  public Duration effectiveCatchUpWindow() {
    return Durations.understood(catchUpWindow).orElse(DEFAULT_CATCH_UP_WINDOW);
  }
}
