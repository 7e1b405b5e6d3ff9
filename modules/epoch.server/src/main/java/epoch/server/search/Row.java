package epoch.server.search;

import epoch.api.json.Json;
import epoch.api.rest.Standing;
import epoch.api.rest.Standing.LastRun;
import epoch.api.rest.Standing.PauseState;
import epoch.api.rest.Standing.RunOutcome;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologySummary;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Entry;
import epoch.server.run.Jitter;
import epoch.server.store.Outcome;
import epoch.server.store.Pause;
import epoch.server.store.Schedule;
import epoch.server.timer.FireTimes;
import epoch.server.timer.ScheduleWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a topology for lists, in one version of it and its schedule. What it costs to
 * make is paid when it is asked for. Thread safe.
 */
final class Row {
  /** The newest first, by the time in the id. */
  private static final Comparator<Outcome> NEWEST =
      Comparator.comparing((Outcome outcome) -> outcome.runId().substring(4)).reversed();

  private final TopologyDetails details;
  private final Schedule schedule;

  /** When its runs begin: its fire times but those in closures, put off by its jitter. */
  private final FireTimes begins;

  private final long calendarChanges;
  private final ZoneId defaultZone;

  /** Lower case; the same as in the row before, if the topology is. */
  private final String text;

  private final Optional<Instant> next;
  private final @Nullable Long usual;
  private final boolean failed;
  private final List<Outcome> newest;
  private final @Nullable LastRun lastEnded;
  private volatile @Nullable Written summary;

  /** The schedule in words, once it was asked for; kept as the text is. */
  private volatile @Nullable String words;

  private record Written(Moment at, byte[] json) {}

  Row(Entry entry, Calendars calendars, ZoneId defaultZone, @Nullable Row before) {
    this.details = entry.details().value();
    this.schedule = entry.schedule().value();
    Duration jitter = Jitter.of(details.topology());
    this.calendarChanges = calendars.changes();
    this.begins =
        calendars.open(details.topology(), entry.fireTimes(), schedule.cursor()).putOffBy(jitter);
    this.defaultZone = defaultZone;
    if (before != null && before.says(details.topology())) {
      this.text = before.text;
      this.words = before.words;
    } else {
      this.text = SearchText.of(details.topology());
    }
    this.next =
        details.state() == TopologyState.ACTIVE
            ? begins.next(schedule.cursor().plus(jitter))
            : Optional.empty();
    this.newest = schedule.outcomes().stream().sorted(NEWEST).toList();
    this.lastEnded = newest.isEmpty() ? null : lastRun(newest.getFirst());
    this.usual = usual(schedule.outcomes());
    this.failed =
        schedule.outcomes().stream()
            .filter(outcome -> outcome.state() != RunState.SKIPPED)
            .findFirst()
            .filter(outcome -> outcome.state() == RunState.FAILED)
            .isPresent();
  }

  /** Whether it is the same object: to compare what it says would cost more than it saves. */
  @SuppressWarnings("ReferenceEquality")
  private boolean says(Topology topology) {
    return details.topology() == topology;
  }

  /** Whether this is what there is to know of the entry now: every change makes a new object. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Entry entry, Calendars calendars) {
    return entry.details().value() == details
        && entry.schedule().value() == schedule
        && (calendars.changes() == calendarChanges
            || details.topology().effectivePolicy().effectiveCalendars().isEmpty());
  }

  String id() {
    return details.id();
  }

  TopologyState state() {
    return details.state();
  }

  Topology topology() {
    return details.topology();
  }

  Instant updated() {
    return details.updated();
  }

  int revision() {
    return schedule.revision();
  }

  String text() {
    return text;
  }

  /** The first fire time that is not accounted for. */
  Optional<Instant> next() {
    return next;
  }

  /** The next fire time after the cursor and this moment. */
  Optional<Instant> nextAfter(Instant now) {
    return next.isPresent() && next.get().isBefore(now) ? begins.next(now) : next;
  }

  @Nullable Long usual() {
    return usual;
  }

  /** Whether the newest run that ended and was not skipped has failed. */
  boolean failed() {
    return failed;
  }

  /** The runs that ended, the newest first. */
  List<Outcome> newest() {
    return newest;
  }

  /** The newest run that ended. */
  @Nullable LastRun lastEnded() {
    return lastEnded;
  }

  private static LastRun lastRun(Outcome last) {
    return new LastRun(last.runId(), last.state(), last.type(), last.began(), last.millis());
  }

  /** In short, as JSON; remembered for as long as nothing changes. */
  byte[] summary(Moment moment) {
    Written known = summary;
    if (known != null && known.at().equals(moment)) {
      return known.json();
    }
    byte[] json = Json.bytes(brief(moment));
    summary = new Written(moment, json);
    return json;
  }

  /** In brief, as it is written by {@link #summary}. */
  TopologySummary brief(Moment moment) {
    return new TopologySummary(Outlines.of(details), standing(moment));
  }

  /** In full. */
  TopologyEntry entry(Moment moment) {
    return new TopologyEntry(details, standing(moment));
  }

  private Standing standing(Moment moment) {
    return new Standing(
        schedule.revision(),
        words(),
        ScheduleWords.zone(details.topology().effectiveTrigger(), defaultZone),
        moment.next(),
        moment.lastRun(),
        schedule.outcomes().stream()
            .map(outcome -> new RunOutcome(outcome.runId(), outcome.state(), outcome.millis()))
            .toList(),
        usual,
        moment.active(),
        pause(schedule.pause()),
        moment.waitingFor(),
        moment.held() ? true : null,
        moment.attention());
  }

  private String words() {
    String known = words;
    if (known == null) {
      known = ScheduleWords.of(details.topology().effectiveTrigger(), defaultZone);
      words = known;
    }
    return known;
  }

  private @Nullable PauseState pause(@Nullable Pause pause) {
    return pause == null || details.state() != TopologyState.PAUSED
        ? null
        : new PauseState(pause.by(), pause.at(), pause.reason(), pause.until());
  }

  private static @Nullable Long usual(List<Outcome> outcomes) {
    long[] millis =
        outcomes.stream()
            .filter(outcome ->
                outcome.state() == RunState.SUCCESSFUL || outcome.state() == RunState.COMPLETED)
            .mapToLong(Outcome::millis)
            .sorted()
            .toArray();
    return millis.length == 0 ? null : millis[(millis.length - 1) / 2];
  }
}
