package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.topology.Overlap;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.store.Pause;
import epoch.server.store.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets runs begin that have to wait: until those of their topology before them have ended on Drove,
 * and until their group has room; and if they are of a trigger, until their topology is not paused.
 * Whoever waits is an active run like any other, so a failover or a restart changes nothing: the
 * next leader finds it waiting.
 */
final class Admission {
  /** Who ends a run for the sake of the one after it. */
  static final String THE_NEXT = "the run after it";

  private static final Comparator<Run> AGE =
      Comparator.comparing(Run::created).thenComparing(Run::runId);

  /** How long a look waits for news before the clocks are checked again. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Catalog catalog;
  private final Function<String, Collection<LiveRun>> ofTopology;
  private final Groups groups;
  private final InstantSource clock;

  /**
   * @param ofTopology the runs of a topology that have not ended
   */
  Admission(
      Catalog catalog,
      Function<String, Collection<LiveRun>> ofTopology,
      Groups groups,
      InstantSource clock) {
    this.catalog = catalog;
    this.ofTopology = ofTopology;
    this.groups = groups;
    this.clock = clock;
  }

  /** A run that an earlier leader let in keeps its place; before any run is awaited. */
  void resumed(LiveRun live) {
    if (!live.active().waits()) {
      groups.isIn(live);
    }
  }

  /** A run has ended, and makes room. */
  void ended(LiveRun live) {
    groups.leave(live);
    for (LiveRun other : ofTopology.apply(live.run().topologyId())) {
      if (other.active().waits()) {
        other.bell().ring();
      }
    }
  }

  /**
   * Blocks until the run may begin, or someone asked for its end; returns at once if it has begun.
   *
   * @throws RunClosed if a person closed it
   * @throws RunLapsed if it may not begin any more
   */
  void await(LiveRun live) throws InterruptedException {
    Place place = live.active().place();
    if (place == null || place.begun() != null) {
      return;
    }
    if (place.waitsForOthers()) {
      awaitOthers(live, place);
    }
    if (place.group() != null) {
      awaitRoom(live, place.group());
    }
    if (live.active().killedBy() == null) {
      live.letIn();
    }
  }

  private void awaitOthers(LiveRun live, Place place) throws InterruptedException {
    while (isWanted(live)) {
      List<LiveRun> before = before(live);
      Optional<Instant> occupied = occupied(live);
      if (before.isEmpty() && occupied.isEmpty()) {
        return;
      }
      if (place.overlap() == Overlap.REPLACE) {
        for (LiveRun one : before) {
          one.askKillAll(THE_NEXT, "it is replaced by " + live.run().runId(), null);
        }
      }
      live.explain(
          before.isEmpty()
              ? ActiveRuns.WAITING + ": Drove lost the task of the run before it"
              : ActiveRuns.WAITING + " for the end of " + before.getFirst().run().runId());
      live.bell().await(LOOK);
    }
  }

  private void awaitRoom(LiveRun live, String group) throws InterruptedException {
    while (isWanted(live)) {
      groups.enter(live);
      if (groups.has(live)) {
        return;
      }
      live.explain(
          "%s for room in group %s, whose limit is %d"
              .formatted(ActiveRuns.WAITING, group, groups.limit(group)));
      live.bell().await(LOOK);
    }
  }

  /** Whether the run is to begin still; blocks while its topology is paused. */
  private boolean isWanted(LiveRun live) throws InterruptedException {
    while (true) {
      live.mustBeOpen();
      if (live.active().killedBy() != null) {
        return false;
      }
      StartDeadline.mustHold(live, clock.instant());
      Optional<String> paused = paused(live);
      if (paused.isEmpty()) {
        return true;
      }
      // Who may not begin does not stand in the way of others.
      groups.leave(live);
      live.explain(ActiveRuns.WAITING + ": the topology is " + paused.get());
      live.bell().await(LOOK);
    }
  }

  /** Why no run of the topology's triggers begins at the moment; what a person asked for does. */
  private Optional<String> paused(LiveRun live) {
    return catalog
        .find(live.run().topologyId())
        .filter(entry -> live.isScheduled())
        .filter(entry -> entry.state() == TopologyState.PAUSED || entry.hasFailedTooOften())
        .map(entry -> {
          Pause pause = entry.schedule().value().pause();
          return pause == null ? "paused" : pause.inWords();
        });
  }

  /**
   * The runs of its topology that stand in its way, the oldest first: those that have begun, and of
   * those that wait the older ones.
   */
  private List<LiveRun> before(LiveRun live) {
    return ofTopology.apply(live.run().topologyId()).stream()
        .filter(LiveRun::counts)
        .filter(one -> !one.active().waits() || AGE.compare(one.run(), live.run()) < 0)
        .sorted(Comparator.comparing(LiveRun::run, AGE))
        .toList();
  }

  /** Until when a container of an ended run may be running, if so. */
  private Optional<Instant> occupied(LiveRun live) {
    return catalog
        .find(live.run().topologyId())
        .map(Entry::schedule)
        .flatMap(schedule -> Optional.ofNullable(schedule.value().occupiedUntil()))
        .filter(until -> clock.instant().isBefore(until));
  }
}
