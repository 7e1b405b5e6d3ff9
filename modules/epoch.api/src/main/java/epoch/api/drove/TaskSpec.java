package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.ConfigFile;
import epoch.api.container.Executable;
import epoch.api.container.Logging;
import epoch.api.container.Placement;
import epoch.api.container.Resource;
import epoch.api.container.UnknownExecutable;
import epoch.api.container.Volume;
import epoch.api.json.Frozen;
import epoch.api.template.Template;
import epoch.api.template.Values;
import epoch.api.topology.ContainerTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Drove is told about a task that it should start.
 *
 * @param sourceAppName Epoch's own app name on Drove
 * @param taskId the id that Epoch chose, unique within the app
 * @param executable what is run
 * @param resources cores and memory; Epoch demands both
 * @param volumes directories of the host
 * @param configs files put into the container
 * @param logging where the output goes
 * @param placementPolicy on which executors it may run
 * @param tags tags of the task on Drove
 * @param env environment variables
 * @param args arguments of the container
 * @param devices devices in Drove's words; passed on as they are
 * @param userSpec the user in Drove's words; passed on as it is
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskSpec(
    String sourceAppName,
    String taskId,
    Executable executable,
    @Nullable List<Resource> resources,
    @Nullable List<Volume> volumes,
    @Nullable List<ConfigFile> configs,
    @Nullable Logging logging,
    @Nullable Placement placementPolicy,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, String> env,
    @Nullable List<String> args,
    @Nullable List<JsonNode> devices,
    @Nullable JsonNode userSpec,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskSpec {
    sourceAppName = Objects.requireNonNullElse(sourceAppName, "");
    taskId = Objects.requireNonNullElse(taskId, "");
    resources = Frozen.list(resources);
    volumes = Frozen.list(volumes);
    configs = Frozen.list(configs);
    tags = Frozen.map(tags);
    env = Frozen.map(env);
    args = Frozen.list(args);
    devices = Frozen.list(devices);
    executable = Objects.requireNonNullElseGet(executable, UnknownExecutable::missing);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /**
   * Makes the spec of a task of a topology.
   *
   * @param sourceAppName Epoch's own app name on Drove
   * @param taskId the id of this attempt
   * @param task the task; what it says more than this version knows is passed on
   * @param extraEnv variables put over those of the task
   */
  public static TaskSpec of(
      String sourceAppName, String taskId, ContainerTask task, Map<String, String> extraEnv) {
    Map<String, String> env = new LinkedHashMap<>(Objects.requireNonNullElse(task.env(), Map.of()));
    env.putAll(extraEnv);
    return new TaskSpec(
        sourceAppName,
        taskId,
        task.executable(),
        task.resources(),
        task.volumes(),
        task.configs(),
        task.logging(),
        Objects.requireNonNullElseGet(task.placementPolicy(), Placement::any),
        task.tags(),
        env,
        task.args(),
        task.devices(),
        task.userSpec(),
        task.unknownFields());
  }

  /** The same with the templates in env and args filled in. */
  public TaskSpec filled(Values values) {
    return new TaskSpec(
        sourceAppName,
        taskId,
        executable,
        resources,
        volumes,
        configs,
        logging,
        placementPolicy,
        tags,
        env == null ? null : filled(env, values),
        args == null ? null : args.stream().map(arg -> filled(arg, values)).toList(),
        devices,
        userSpec,
        unknownFields);
  }

  private static Map<String, String> filled(Map<String, String> env, Values values) {
    Map<String, String> filled = new LinkedHashMap<>(env);
    filled.replaceAll((_, text) -> filled(text, values));
    return filled;
  }

  /** What was stored by Epoch 1.14 may have anything in it, even nothing. */
  private static String filled(String text, Values values) {
    return text == null ? text : Template.fillIfPossible(text, values);
  }
}
