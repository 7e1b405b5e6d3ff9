package epoch.api.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

  /** The same in another state. */
  public Run withState(RunState newState, @Nullable String newMessage, Instant now) {
    return new Run(
        topologyId,
        runId,
        newState,
        newMessage,
        tasks,
        runType,
        created,
        now,
        fireTime,
        unknownFields);
  }

  /** The same with a task added or replaced; the order stays. */
  public Run withTask(String taskName, TaskRun task, Instant now) {
    Map<String, TaskRun> changed = new LinkedHashMap<>(tasks);
    changed.put(taskName, task);
    return new Run(
        topologyId, runId, state, message, changed, runType, created, now, fireTime, unknownFields);
  }
}
