package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs containers through the command line of docker or podman, whichever works here. Whether one
 * does is asked when the first container is wanted, and again half a minute after a no.
 * Thread-safe.
 */
final class ContainerRunner {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final Pattern DURATION =
      Pattern.compile("\\s*(\\d+)\\s*(ms|s|m|h|seconds?|minutes?|hours?)\\s*");

  private final List<String> tools;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();

  /** Guarded by asking. */
  private @Nullable String engine;

  private long askedAt = Long.MIN_VALUE;

  ContainerRunner(List<String> tools, InstantSource clock) {
    this.tools = List.copyOf(tools);
    this.clock = clock;
  }

  /**
   * Gets the image and says which command runs it.
   *
   * @throws IOException there is no engine here, or the image cannot be had
   */
  List<String> prepare(Task task) throws IOException, InterruptedException {
    String image = task.executable();
    String tool = engine();
    if (tool == null) {
      throw new IOException(
          "Error while pulling image "
              + image
              + ": this machine has no docker or podman that works, and a DOCKER executable needs"
              + " one. Install and start one, or use a COMMAND executable");
    }
    if (image.startsWith("-")) {
      throw new IOException("Error while pulling image " + image + ": invalid reference format");
    }
    if (call(QUICK, tool, "image", "inspect", image).code() != 0) {
      Duration limit = duration(task.spec.path("executable").path("dockerPullTimeout").asText());
      Output pulled = call(limit, tool, "pull", "-q", image);
      if (pulled.code() != 0) {
        throw new IOException("Error while pulling image " + image + ": " + pulled.text());
      }
    }
    return runCommand(tool, task, image);
  }

  private static List<String> runCommand(String tool, Task task, String image) throws IOException {
    List<String> line = new ArrayList<>(List.of(tool, "run", "--name", name(task)));
    int cores = task.allocation.cores().size();
    if (cores > 0) {
      // The engine refuses more than the machine has, which the local Drove may well hand out.
      line.addAll(
          List.of("--cpus", "" + Math.min(cores, Runtime.getRuntime().availableProcessors())));
    }
    if (task.allocation.memoryMb() > 0) {
      line.addAll(List.of("--memory", task.allocation.memoryMb() + "m"));
    }
    List<String> env = new ArrayList<>();
    for (var entry : task.spec.path("env").properties()) {
      String assignment = entry.getKey() + "=" + entry.getValue().asText();
      if (assignment.contains("\n")) {
        line.addAll(List.of("--env", assignment)); // the file knows no such values
      } else {
        env.add(assignment);
      }
    }
    Path envFile = task.folder.path().resolve("env");
    Files.write(envFile, env);
    line.addAll(List.of("--env-file", envFile.toString()));
    for (JsonNode volume : task.spec.path("volumes")) {
      String mode = volume.path("mode").asText().equals("READ_WRITE") ? "" : ":ro";
      String paths =
          volume.path("pathOnHost").asText() + ":" + volume.path("pathInContainer").asText();
      line.addAll(List.of("--volume", paths + mode));
    }
    line.add(image);
    line.addAll(task.args());
    return line;
  }

  private static String name(Task task) {
    return "epoch-" + task.instanceId;
  }

  /** The command line itself failed with 125: the container never ran. */
  Ending refine(Task task, Ending ending) {
    if (ending.exitCode() != 125) {
      return ending;
    }
    try {
      String log = Files.readString(task.folder.output());
      return Ending.startFailed(log.substring(Math.max(0, log.length() - 500)).strip());
    } catch (IOException e) {
      return ending;
    }
  }

  void stop(Task task, Duration grace) {
    quietly("stop", "-t", "" + grace.toSeconds(), name(task));
  }

  void remove(Task task) {
    quietly("rm", "-f", name(task));
  }

  private void quietly(String... arguments) {
    try {
      String tool = engine();
      if (tool == null) {
        return;
      }
      List<String> line = new ArrayList<>(List.of(tool));
      line.addAll(List.of(arguments));
      Output output = call(QUICK, line.toArray(String[]::new));
      if (output.code() != 0) {
        LocalDrove.LOG.info("{}: {}", String.join(" ", line), output.text());
      }
    } catch (IOException e) {
      LocalDrove.LOG.warn("Container engine did not obey: {}", String.join(" ", arguments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The tool that works, or null. */
  private @Nullable String engine() throws InterruptedException {
    asking.lockInterruptibly();
    try {
      long now = clock.millis();
      if (engine == null && (askedAt == Long.MIN_VALUE || now - askedAt >= ASK_AGAIN.toMillis())) {
        askedAt = now;
        for (String tool : tools) {
          if (works(tool)) {
            engine = tool;
            LocalDrove.LOG.info("Containers run through {}", tool);
            break;
          }
        }
      }
      return engine;
    } finally {
      asking.unlock();
    }
  }

  private static boolean works(String tool) throws InterruptedException {
    try {
      return call(QUICK, tool, "info").code() == 0;
    } catch (IOException e) {
      return false; // no such tool
    }
  }

  private record Output(int code, String text) {}

  private static Output call(Duration limit, String... line)
      throws IOException, InterruptedException {
    File file = File.createTempFile("local-drove", ".out");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(file)
              .start();
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          return new Output(-1, "no answer within " + limit.toSeconds() + " seconds");
        }
        byte[] bytes = Files.readAllBytes(file.toPath());
        return new Output(process.exitValue(), new String(bytes, StandardCharsets.UTF_8).strip());
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(file.toPath());
    }
  }

  /** Drove's way to write a duration; two minutes when it is not understood. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Duration.ofMinutes(2);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).charAt(0)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'h' -> Duration.ofHours(amount);
      default ->
          matcher.group(2).equals("ms") ? Duration.ofMillis(amount) : Duration.ofMinutes(amount);
    };
  }
}
