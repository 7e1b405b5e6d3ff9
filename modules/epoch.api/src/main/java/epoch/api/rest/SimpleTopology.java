package epoch.api.rest;

import epoch.api.container.Cpu;
import epoch.api.container.DockerExecutable;
import epoch.api.container.LocalLogging;
import epoch.api.container.Memory;
import epoch.api.container.Placement;
import epoch.api.container.Resource;
import epoch.api.container.UnknownResource;
import epoch.api.container.Volume;
import epoch.api.json.Frozen;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.MailNotify;
import epoch.api.topology.Notify;
import epoch.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The short form of a topology with one container and a cron trigger. For a creation all but
 * notifyEmail, env and volumes is mandatory; an edit changes only what it names. Nothing is checked
 * here but by validation.
 *
 * @param name the name; not part of an edit
 * @param cron a cron expression in the dialect of Quartz
 * @param docker reference of the image
 * @param cpus cores, 1 to 40
 * @param memory MB, 128 to 100000
 * @param notifyEmail addresses, separated by commas; blank: nobody of its own
 * @param env environment variables
 * @param volumes directories of the host
 */
public record SimpleTopology(
    @Nullable String name,
    @Nullable String cron,
    @Nullable String docker,
    @Nullable Long cpus,
    @Nullable Long memory,
    @Nullable String notifyEmail,
    @Nullable Map<String, String> env,
    @Nullable List<Volume> volumes) {

  /** The name of the only task. */
  public static final String TASK_NAME = "docker-task";

  public SimpleTopology {
    env = Frozen.map(env);
    volumes = Frozen.list(volumes);
  }

  /**
   * Makes the whole topology, with the defaults of Epoch 1.14.
   *
   * @return the topology; what is missing here is missing there
   */
  public Topology toTopology() {
    ContainerTask task =
        new ContainerTask(
            TASK_NAME,
            DockerExecutable.of(orEmpty(docker)),
            List.of(Cpu.of(orZero(cpus)), Memory.of(orZero(memory))),
            Objects.requireNonNullElse(volumes, List.of()),
            List.of(),
            LocalLogging.standard(),
            Placement.any(),
            Map.of(),
            Objects.requireNonNullElse(env, Map.of()),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of());
    return Topology.of(orEmpty(name), task, CronTrigger.of(orEmpty(cron)))
        .withNotification(notification());
  }

  /**
   * Changes a topology where this form says something.
   *
   * @param topology what there is
   * @return the edited topology, or nothing if it has not one Docker container and a cron trigger,
   *     which this form cannot say
   */
  public Optional<Topology> applyTo(Topology topology) {
    if (!(topology.task() instanceof ContainerTask task
        && task.executable() instanceof DockerExecutable image
        && topology.effectiveTrigger() instanceof CronTrigger trigger
        && topology.triggers() == null)) {
      return Optional.empty();
    }
    ContainerTask editedTask =
        task.with(
            docker == null
                ? image
                : new DockerExecutable(docker, image.dockerPullTimeout(), image.unknownFields()),
            cpus == null && memory == null ? task.resources() : resources(task),
            volumes == null ? task.volumes() : volumes,
            env == null ? task.env() : env);
    return Optional.of(
        topology
            .withTask(editedTask)
            .withTrigger(cron == null ? trigger : trigger.withTimeSpec(cron))
            .withNotification(notifyEmail == null ? topology.notification() : notification()));
  }

  /** The addresses of {@code notifyEmail}, one by one; none if it is absent or blank. */
  public List<String> addresses() {
    return Stream.of(orEmpty(notifyEmail).split(","))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .toList();
  }

  private @Nullable Notify notification() {
    return addresses().isEmpty() ? null : MailNotify.to(addresses());
  }

  private List<Resource> resources(ContainerTask task) {
    List<Resource> edited = new ArrayList<>();
    edited.add(Cpu.of(cpus == null ? task.cpus() : cpus));
    edited.add(Memory.of(memory == null ? task.memoryInMB() : memory));
    for (Resource other : Objects.requireNonNullElse(task.resources(), List.<Resource>of())) {
      if (other instanceof UnknownResource) {
        edited.add(other);
      }
    }
    return edited;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
