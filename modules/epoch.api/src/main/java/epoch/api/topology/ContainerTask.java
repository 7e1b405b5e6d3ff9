package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.ConfigFile;
import epoch.api.container.Cpu;
import epoch.api.container.DockerExecutable;
import epoch.api.container.Executable;
import epoch.api.container.Logging;
import epoch.api.container.Memory;
import epoch.api.container.Placement;
import epoch.api.container.Resource;
import epoch.api.container.UnknownExecutable;
import epoch.api.container.Volume;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A container that Drove runs once.
 *
 * @param taskName unique within the topology; absent in some topologies of Epoch 1.14, which can be
 *     loaded but not run
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
 * @param retry how often it is tried again when it fails; absent: never
 * @param timeout how long an attempt may take from its creation on, in the grammar of {@link
 *     epoch.api.json.Durations}; then it is killed and has failed; absent: no limit
 * @param dependsOn names of tasks that have to end before; only in a {@code DAG}
 * @param when how those have to end; absent: {@code SUCCESS}; only in a {@code DAG}
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record ContainerTask(
    @Nullable String taskName,
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
    @Nullable Retry retry,
    @Nullable String timeout,
    @Nullable List<String> dependsOn,
    @Nullable When when,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Task {

  public ContainerTask {
    resources = Frozen.list(resources);
    volumes = Frozen.list(volumes);
    configs = Frozen.list(configs);
    tags = Frozen.map(tags);
    env = Frozen.map(env);
    args = Frozen.list(args);
    devices = Frozen.list(devices);
    dependsOn = Frozen.list(dependsOn);
    executable = Objects.requireNonNullElseGet(executable, UnknownExecutable::missing);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** A task with this name, image and resources, and nothing else. */
  public static ContainerTask of(String taskName, String image, long cpus, long memoryInMB) {
    return of(taskName, DockerExecutable.of(image), cpus, memoryInMB);
  }

  /** A task with this name, executable and resources, and nothing else. */
  public static ContainerTask of(
      String taskName, Executable executable, long cpus, long memoryInMB) {
    return new ContainerTask(
        taskName,
        executable,
        List.of(Cpu.of(cpus), Memory.of(memoryInMB)),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of());
  }

  /** The same task with other content where the simple edit of the API reaches. */
  public ContainerTask with(
      Executable newExecutable,
      @Nullable List<Resource> newResources,
      @Nullable List<Volume> newVolumes,
      @Nullable Map<String, String> newEnv) {
    return new ContainerTask(
        taskName,
        newExecutable,
        newResources,
        newVolumes,
        configs,
        logging,
        placementPolicy,
        tags,
        newEnv,
        args,
        devices,
        userSpec,
        retry,
        timeout,
        dependsOn,
        when,
        unknownFields);
  }

  /** The same task, tried again and limited in time as given. */
  public ContainerTask with(@Nullable Retry newRetry, @Nullable String newTimeout) {
    return new ContainerTask(
        taskName,
        executable,
        resources,
        volumes,
        configs,
        logging,
        placementPolicy,
        tags,
        env,
        args,
        devices,
        userSpec,
        newRetry,
        newTimeout,
        dependsOn,
        when,
        unknownFields);
  }

  /** The same task, after others. */
  public ContainerTask after(@Nullable List<String> tasks, @Nullable When newWhen) {
    return new ContainerTask(
        taskName,
        executable,
        resources,
        volumes,
        configs,
        logging,
        placementPolicy,
        tags,
        env,
        args,
        devices,
        userSpec,
        retry,
        timeout,
        tasks,
        newWhen,
        unknownFields);
  }

  /** The same task with other arguments. */
  public ContainerTask withArgs(@Nullable List<String> newArgs) {
    return new ContainerTask(
        taskName,
        executable,
        resources,
        volumes,
        configs,
        logging,
        placementPolicy,
        tags,
        env,
        newArgs,
        devices,
        userSpec,
        retry,
        timeout,
        dependsOn,
        when,
        unknownFields);
  }

  /** How many cores it asks for; 0 if it does not say. */
  public long cpus() {
    return sum(resource -> resource instanceof Cpu(long count, _) ? count : 0);
  }

  /** How many megabytes of memory it asks for; 0 if it does not say. */
  public long memoryInMB() {
    return sum(resource -> resource instanceof Memory(long sizeInMB, _) ? sizeInMB : 0);
  }

  private long sum(ToLongFunction<Resource> part) {
    return resources == null ? 0 : resources.stream().mapToLong(part).sum();
  }
}
