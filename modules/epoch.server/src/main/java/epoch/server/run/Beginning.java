package epoch.server.run;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.UnknownTask;
import epoch.server.catalog.Entry;
import epoch.server.store.ActiveRun;
import epoch.server.store.Attempt;
import epoch.server.store.Place;
import epoch.server.store.Wanted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to begin, as it is written first.
 *
 * @param topology what it walks
 * @param run the run
 * @param active that it is active, with the intent to create its first task
 */
record Beginning(Topology topology, Run run, ActiveRun active) {
  /** What a run says of itself while nothing is wrong. */
  static final String STARTED = "Job started";

  /** The run of a fire time. */
  static Beginning scheduled(
      Entry entry, RunId id, Instant fireTime, Instant now, @Nullable Place place) {
    Topology topology = entry.topology();
    Map<String, Attempt> intents = intents(topology, Map.of(), now, place);
    Run run = run(entry.id(), id, tasks(topology, id, Map.of(), intents), now, fireTime);
    return of(entry, topology, run, intents, null, place);
  }

  /** A run that somebody asked for. */
  static Beginning instant(Entry entry, Instant moment, Instant now, Asked asked) {
    Topology topology = Parameters.apply(entry.topology(), asked.wanted().parameters());
    var id = new RunId(RunType.INSTANT, moment);
    Map<String, Attempt> intents = intents(topology, asked.done(), now, asked.place());
    Map<String, TaskRun> tasks = tasks(entry.topology(), id, asked.done(), intents);
    Run run = run(entry.id(), id, tasks, now, asked.fireTime());
    return of(entry, topology, asked.wanted().in(run), intents, asked.wanted(), asked.place());
  }

  /**
   * What somebody asked for.
   *
   * @param wanted what it does differently, and why
   * @param done tasks that need not be done, with how they ended
   * @param fireTime the fire time that it is about; null: none
   * @param place its place among others; null: none
   */
  record Asked(
      Wanted wanted,
      Map<String, TaskRun> done,
      @Nullable Instant fireTime,
      @Nullable Place place) {}

  /** The record of a run that has begun, as it was then; empty if its id is not one of ours. */
  static Optional<Run> again(Topology topology, ActiveRun active, Instant now) {
    return RunId.parse(active.runId())
        .map(id -> {
          Instant fireTime = id.type() == RunType.SCHEDULED ? id.time() : null;
          Map<String, TaskRun> tasks = tasks(topology, id, Map.of(), Map.of());
          active
              .attempts()
              .forEach((name, attempt) -> {
                String taskId = id.taskId(topology.name(), name, attempt.number());
                tasks.computeIfPresent(name, (_, _) -> TaskRun.begun(taskId, attempt.number()));
              });
          Run run = run(topology.name(), id, tasks, now, fireTime);
          return active.wanted() == null ? run : active.wanted().in(run);
        });
  }

  private static Beginning of(
      Entry entry,
      Topology topology,
      Run run,
      Map<String, Attempt> intents,
      @Nullable Wanted wanted,
      @Nullable Place place) {
    return new Beginning(
        topology,
        run,
        new ActiveRun(
            entry.id(),
            run.runId(),
            UUID.randomUUID().toString(),
            entry.schedule().value().revision(),
            intents,
            wanted,
            place,
            entry.schedule().value().tally().lastSuccess(),
            null,
            null,
            null));
  }

  private static Run run(
      String topologyId,
      RunId id,
      Map<String, TaskRun> tasks,
      Instant now,
      @Nullable Instant fireTime) {
    return new Run(
        topologyId,
        id.toString(),
        RunState.RUNNING,
        STARTED,
        tasks,
        id.type(),
        now,
        now,
        fireTime,
        Map.of());
  }

  private static Map<String, TaskRun> tasks(
      Topology topology, RunId id, Map<String, TaskRun> done, Map<String, Attempt> intents) {
    var tasks = new LinkedHashMap<String, TaskRun>();
    for (ContainerTask task : topology.task().containers()) {
      String name = TaskNames.of(task);
      TaskRun pending = TaskRun.pending(id.taskId(topology.name(), name, 1));
      TaskRun intended =
          intents.containsKey(name) ? pending.withState(TaskState.STARTING, "") : pending;
      tasks.put(name, done.getOrDefault(name, intended));
    }
    return tasks;
  }

  /**
   * The intent to create the first task. Where something is done already, or the run has to wait,
   * the walker finds out what comes first, and writes it.
   */
  private static Map<String, Attempt> intents(
      Topology topology, Map<String, TaskRun> done, Instant now, @Nullable Place place) {
    if (!done.isEmpty() || (place != null && place.begun() == null)) {
      return Map.of();
    }
    return first(topology.task())
        .map(task -> Map.of(TaskNames.of(task), Attempt.first(now)))
        .orElse(Map.of());
  }

  /** The task that comes first; of several the one that is written first. */
  private static Optional<ContainerTask> first(Task task) {
    return switch (task) {
      case ContainerTask container -> Optional.of(container);
      case CompositeTask graph when graph.compositionType() == CompositionType.DAG ->
          graph.containers().stream().filter(one -> Graph.dependsOn(one).isEmpty()).findFirst();
      case CompositeTask composite ->
          composite.tasks().stream().findFirst().flatMap(Beginning::first);
      case UnknownTask _ -> Optional.empty();
    };
  }
}
