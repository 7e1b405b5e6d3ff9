package epoch.api.validation;

import epoch.api.container.CommandExecutable;
import epoch.api.container.Cpu;
import epoch.api.container.DockerExecutable;
import epoch.api.container.Executable;
import epoch.api.container.Memory;
import epoch.api.container.Resource;
import epoch.api.container.UnknownExecutable;
import epoch.api.container.UnknownResource;
import epoch.api.json.Durations;
import epoch.api.template.Template;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for a container: what runs, with what, in which environment. */
final class ContainerRules {

  private static final int MOST_ARGS = 2048;
  private static final int MOST_ATTEMPTS = 20;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What Epoch itself tells every task. */
  private static final Set<String> RESERVED =
      Set.of(
          "EPOCH_RUN_UID",
          "EPOCH_INSTALLATION",
          "EPOCH_TOPOLOGY",
          "EPOCH_RUN_ID",
          "EPOCH_TASK",
          "EPOCH_ATTEMPT",
          "EPOCH_FIRE_TIME",
          "EPOCH_LAST_SUCCESS",
          "EPOCH_DEADLINE");

  private final boolean commandsAllowed;

  ContainerRules(boolean commandsAllowed) {
    this.commandsAllowed = commandsAllowed;
  }

  void check(ContainerTask task, Problems problems) {
    checkExecutable(task.executable(), problems.at("executable"));
    checkResources(task.resources(), problems.at("resources"));
    FileRules.checkVolumes(task.volumes(), problems.at("volumes"));
    FileRules.checkConfigs(task.configs(), problems.at("configs"));
    DeliveryRules.checkLogging(task.logging(), problems.at("logging"));
    DeliveryRules.checkPlacement(task.placementPolicy(), problems.at("placementPolicy"));
    checkTags(task.tags(), problems.at("tags"));
    checkEnv(task.env(), problems.at("env"));
    checkArgs(task.args(), problems.at("args"));
    checkRetry(task.retry(), problems.at("retry"));
    PolicyRules.checkDuration(task.timeout(), SECOND, YEAR, problems.at("timeout"));
  }

  private static void checkRetry(@Nullable Retry retry, Problems problems) {
    if (retry == null) {
      return;
    }
    retry.unknownFields().keySet().forEach(key -> problems.at(key).add("is not supported"));
    PolicyRules.between(retry.maxAttempts(), 1, MOST_ATTEMPTS, problems.at("maxAttempts"));
    PolicyRules.checkDuration(retry.backoff(), Duration.ZERO, DAY, problems.at("backoff"));
    PolicyRules.checkDuration(retry.maxBackoff(), Duration.ZERO, DAY, problems.at("maxBackoff"));
    problems
        .at("on")
        .addIf(
            retry.on() != null && (retry.on().isEmpty() || retry.on().contains(null)),
            "needs at least one of FAILED, TIMEOUT, LOST");
  }

  private void checkExecutable(Executable executable, Problems problems) {
    switch (executable) {
      case DockerExecutable docker -> {
        checkImage(docker.url(), problems.at("url"));
        checkDuration(docker.dockerPullTimeout(), problems.at("dockerPullTimeout"));
      }
      case CommandExecutable command -> {
        problems.addIf(
            !commandsAllowed, "is a COMMAND, which runs only where Drove is a local one");
        problems
            .at("command")
            .addIf(
                command.command().isEmpty() || command.command().contains(null),
                "needs a program and its arguments");
      }
      case UnknownExecutable unknown ->
          problems.unknownType(unknown, commandsAllowed ? "DOCKER, COMMAND" : "DOCKER");
    }
  }

  static void checkImage(@Nullable String reference, Problems problems) {
    if (reference == null || reference.isEmpty()) {
      problems.add("is required");
    } else {
      ImageReference.problem(reference).ifPresent(problems::add);
    }
  }

  static void checkDuration(@Nullable String duration, Problems problems) {
    if (duration != null) {
      try {
        Durations.parse(duration);
      } catch (IllegalArgumentException e) {
        problems.add(Objects.requireNonNullElse(e.getMessage(), "is no duration"));
      }
    }
  }

  private static void checkResources(@Nullable List<Resource> resources, Problems problems) {
    int cpus = 0;
    int memories = 0;
    List<Resource> all = resources == null ? List.of() : resources;
    for (int i = 0; i < all.size(); i++) {
      Problems here = problems.at(i);
      switch (all.get(i)) {
        case Cpu(long count, _) -> {
          cpus++;
          here.at("count").addIf(count < 1, "must be 1 or more");
        }
        case Memory(long sizeInMB, _) -> {
          memories++;
          here.at("sizeInMB").addIf(sizeInMB < 1, "must be 1 or more");
        }
        case UnknownResource unknown -> here.unknownType(unknown, "CPU, MEMORY");
        case null -> here.add("is required");
      }
    }
    problems.addIf(cpus == 0, "CPU is required");
    problems.addIf(cpus > 1, "CPU is given " + cpus + " times");
    problems.addIf(memories == 0, "MEMORY is required");
    problems.addIf(memories > 1, "MEMORY is given " + memories + " times");
  }

  private static void checkTags(@Nullable Map<String, String> tags, Problems problems) {
    if (tags != null) {
      tags.forEach((name, value) -> problems.at(name).addIf(value == null, "needs a value"));
    }
  }

  static void checkEnv(@Nullable Map<String, String> env, Problems problems) {
    if (env == null) {
      return;
    }
    env.forEach((name, value) -> {
      Problems here = problems.at(name);
      here.addIf(
          !ENV_NAME.matcher(name).matches(),
          "a name may have letters, digits and _, and starts with no digit");
      here.addIf(RESERVED.contains(name), "is set by Epoch itself");
      here.addIf(value == null, "needs a value");
      here.addIf(value != null && value.indexOf('\0') >= 0, "may not contain the character 0");
      checkTemplate(value, here);
    });
  }

  static void checkArgs(@Nullable List<String> args, Problems problems) {
    if (args != null) {
      problems.addIf(
          args.size() > MOST_ARGS, "has " + args.size() + " of at most " + MOST_ARGS + " entries");
      problems.addIf(args.contains(null), "may not contain null");
      for (int i = 0; i < Math.min(MOST_ARGS, args.size()); i++) {
        checkTemplate(args.get(i), problems.at(i));
      }
    }
  }

  private static void checkTemplate(@Nullable String text, Problems problems) {
    if (text != null && Template.isOne(text)) {
      try {
        Template.parse(text);
      } catch (IllegalArgumentException e) {
        problems.add(Objects.requireNonNullElse(e.getMessage(), "is no template"));
      }
    }
  }
}
