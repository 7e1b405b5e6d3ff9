package epoch.api.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a fire of a topology.
 *
 * @param topologyId the topology
 * @param runId the id within the topology, see {@link RunId}
 * @param state how far it is
 * @param message the state in words
 * @param tasks its tasks by name, in the order in which they are written in the topology
 * @param runType why there is a run
 * @param created when it was opened
 * @param updated when it last changed
 * @param fireTime the fire time that it accounts for; absent: see its id
 * @param parameters in what it differs from its topology; absent: in nothing
 * @param note why it was asked for
 * @param killedBy who asked for its end
 * @param retryOf the run whose failed tasks it runs again
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Run(
    String topologyId,
    String runId,
    RunState state,
    @Nullable String message,
    Map<String, TaskRun> tasks,
    RunType runType,
    Instant created,
    Instant updated,
    @Nullable Instant fireTime,
    @Nullable RunParameters parameters,
    @Nullable String note,
    @Nullable String killedBy,
    @Nullable String retryOf,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Run {
    topologyId = Objects.requireNonNullElse(topologyId, "");
    runId = Objects.requireNonNullElse(runId, "");
    tasks = Frozen.mapOrEmpty(tasks);
    created = Frozen.timeOrZero(created);
    updated = Frozen.timeOrZero(updated);
    fireTime = Frozen.time(fireTime);
    Objects.requireNonNull(state, "state is missing");
    Objects.requireNonNull(runType, "runType is missing");
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** No zone is closer to UTC than this, but for UTC itself. */
  private static final Duration NEAREST_ZONE = Duration.ofMinutes(15);

  /** A run with what Epoch 1.14 tells of one. */
  public Run(
      String topologyId,
      String runId,
      RunState state,
      @Nullable String message,
      Map<String, TaskRun> tasks,
      RunType runType,
      Instant created,
      Instant updated,
      @Nullable Instant fireTime,
      Map<String, JsonNode> unknownFields) {
    this(
        topologyId,
        runId,
        state,
        message,
        tasks,
        runType,
        created,
        updated,
        fireTime,
        null,
        null,
        null,
        null,
        unknownFields);
  }

  /**
   * The moment that it is about: its fire time, or when it was asked for. Epoch 1.14 says that in
   * the id alone, and in the local time of its machine: where that is far from when the run was
   * opened, it is the latter.
   */
  public Optional<Instant> moment() {
    return Optional.ofNullable(fireTime)
        .or(() -> RunId.parse(runId).map(RunId::time).map(time -> isLocal(time) ? created : time));
  }

  /** Whether this is the time of a run of 1.14 by another clock than UTC. */
  private boolean isLocal(Instant time) {
    return Duration.between(created, time).abs().compareTo(NEAREST_ZONE.dividedBy(2)) > 0;
  }

  /** The same in another state. */
  public Run withState(RunState newState, @Nullable String newMessage, Instant now) {
    return with(newState, newMessage, tasks, now, killedBy);
  }

  /** The same with a task added or replaced; the order stays. */
  public Run withTask(String taskName, TaskRun task, Instant now) {
    Map<String, TaskRun> changed = new LinkedHashMap<>(tasks);
    changed.put(taskName, task);
    return with(state, message, changed, now, killedBy);
  }

  /** The same with other tasks. */
  public Run withTasks(Map<String, TaskRun> others) {
    return with(state, message, others, updated, killedBy);
  }

  /** The same, with who asked for its end. */
  public Run withKilledBy(@Nullable String by, Instant now) {
    return with(state, message, tasks, now, by);
  }

  /** The same, with what it was asked for. */
  public Run asked(
      @Nullable RunParameters newParameters, @Nullable String newNote, @Nullable String original) {
    return new Run(
        topologyId,
        runId,
        state,
        message,
        tasks,
        runType,
        created,
        updated,
        fireTime,
        newParameters,
        newNote,
        killedBy,
        original,
        unknownFields);
  }

  private Run with(
      RunState newState,
      @Nullable String newMessage,
      Map<String, TaskRun> newTasks,
      Instant now,
      @Nullable String newKilledBy) {
    return new Run(
        topologyId,
        runId,
        newState,
        newMessage,
        newTasks,
        runType,
        created,
        now,
        fireTime,
        parameters,
        note,
        newKilledBy,
        retryOf,
        unknownFields);
  }
}
