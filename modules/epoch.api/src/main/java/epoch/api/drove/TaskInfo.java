package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.Executable;
import epoch.api.container.Logging;
import epoch.api.container.Volume;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as Drove answers it.
 *
 * @param sourceAppName Epoch's own app name on Drove
 * @param taskId the id that Epoch chose, unique within the app
 * @param instanceId the id that Drove gave it
 * @param executorId the executor that has it
 * @param hostname the executor's host
 * @param executable what it runs
 * @param resources which cores and how much memory it has, in the words of Drove
 * @param volumes directories of the host
 * @param loggingSpec where its output goes
 * @param env its environment
 * @param state how far it is
 * @param metadata what Drove notes about it
 * @param taskResult how it ended
 * @param errorMessage what went wrong, or empty
 * @param created when Drove made it
 * @param updated when it last changed
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskInfo(
    String sourceAppName,
    String taskId,
    @Nullable String instanceId,
    @Nullable String executorId,
    @Nullable String hostname,
    @Nullable Executable executable,
    @Nullable List<JsonNode> resources,
    @Nullable List<Volume> volumes,
    @Nullable Logging loggingSpec,
    @Nullable Map<String, String> env,
    DroveTaskState state,
    @Nullable Map<String, JsonNode> metadata,
    @Nullable TaskResult taskResult,
    @Nullable String errorMessage,
    @Nullable Instant created,
    @Nullable Instant updated,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskInfo {
    sourceAppName = Objects.requireNonNullElse(sourceAppName, "");
    taskId = Objects.requireNonNullElse(taskId, "");
    resources = Frozen.list(resources);
    volumes = Frozen.list(volumes);
    env = Frozen.map(env);
    metadata = Frozen.map(metadata);
    created = Frozen.time(created);
    updated = Frozen.time(updated);
    state = Objects.requireNonNullElse(state, DroveTaskState.UNRECOGNISED);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** How this reads in Epoch. */
  public TaskOutcome outcome() {
    return TaskOutcome.of(state, taskResult, errorMessage);
  }
}
