package epoch.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of the server's image, {@code bin/epoch} unless told otherwise, with its output in
 * {@code target/logs}.
 *
 * <p>Closing it ends it together with the processes that it started, also those that outlived it
 * because it was killed; should the tests end without that, their JVM does it on its way out.
 * Waiting always has a deadline, and a failure shows the end of the output.
 */
public final class EpochProcess implements AutoCloseable {
  private static final Set<EpochProcess> RUNNING = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Pattern UP = Pattern.compile("Epoch is up");
  private static final Duration POLL = Duration.ofMillis(10);

  /** Below those that a system gives to whoever connects, or asks for any that is free. */
  private static final int FIRST_PORT = 11_000;

  private static final int PORTS = 20_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(EpochProcess::close), "end processes"));
  }

  private final List<String> command;
  private final Path out;
  private final Path err;
  private final Process process;
  private final long started = System.nanoTime();
  private Duration start = Duration.ZERO;
  private final Set<ProcessHandle> survivors = new HashSet<>();

  private EpochProcess(List<String> command, Map<String, String> environment) {
    this.command = command;
    try {
      Path logs = Files.createDirectories(Path.of("target", "logs"));
      String name =
          "%03d-%s"
              .formatted(
                  NUMBER.incrementAndGet(),
                  command.size() > 1 ? command.get(1).replaceAll("\\W", "") : "epoch");
      out = logs.resolve(name + ".out");
      err = logs.resolve(name + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      // Only what a test says itself reaches the JVM.
      builder
          .environment()
          .keySet()
          .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "EPOCH_JAVA_OPTS"));
      builder.environment().putAll(environment);
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RUNNING.add(this);
  }

  /** Starts {@code epoch} with these arguments. */
  public static EpochProcess epoch(String... arguments) {
    return epoch(Map.of(), arguments);
  }

  /**
   * Starts {@code epoch} with these arguments and, on top of the environment of the tests, these
   * variables.
   */
  public static EpochProcess epoch(Map<String, String> environment, String... arguments) {
    return run(Images.server().resolve("bin").resolve("epoch"), environment, arguments);
  }

  /** Starts {@code epoch standalone}; its admin port is whichever is free. */
  static EpochProcess standalone(Map<String, String> environment, int port, Path data) {
    return epoch(
        environment,
        "standalone",
        "--port",
        Integer.toString(port),
        "--admin-port",
        "0",
        "--data-dir",
        data.toString());
  }

  /** Starts any program. */
  public static EpochProcess run(
      Path program, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new EpochProcess(command, environment);
  }

  /** A port that is free and stays so: no other caller gets it, nor does a connection. */
  public static int freePort() {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new AssertionError("no port is free");
  }

  /** Waits until it says that it serves. */
  EpochProcess awaitUp(Duration limit) {
    awaitOutput(UP, limit);
    start = Duration.ofNanos(System.nanoTime() - started);
    return this;
  }

  /** Waits for output in which the pattern is found; the match is answered, for its groups. */
  public Matcher awaitOutput(Pattern pattern, Duration limit) {
    return await(
        "output like " + pattern,
        limit,
        () -> Optional.of(pattern.matcher(output())).filter(Matcher::find));
  }

  /** Waits until a port of the loopback address takes connections. */
  public void awaitPort(int port, Duration limit) {
    await(
        "port " + port,
        limit,
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return Optional.of(socket.isConnected());
          } catch (IOException e) {
            return Optional.empty();
          }
        });
  }

  /** Waits until {@code /ready} on an admin port of the loopback address answers 200. */
  void awaitReady(int adminPort, Duration limit) {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      await(
          "readiness",
          limit,
          () -> {
            try {
              return Optional.of(http.send(ready, BodyHandlers.discarding()).statusCode())
                  .filter(status -> status == 200);
            } catch (IOException e) {
              return Optional.empty();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** Waits for the end of the process. */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("still runs after " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /**
   * Waits for the end of a process that has been up and is to end soon. On a machine on which even
   * its start took longer than the limit, its end may take as long as that.
   */
  int awaitSoonExit(Duration limit) {
    return awaitExit(limit.compareTo(start) < 0 ? start : limit);
  }

  /** SIGTERM, as a service manager sends it. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL to this process alone: what it started lives on, as after a crash. */
  public void crash() {
    process.descendants().forEach(survivors::add);
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** SIGSTOP: the process stands still, as in a long pause of the machine. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT, after {@link #pause}. */
  public void resume() {
    signal("CONT");
  }

  /** The process itself: with a launcher that ends in exec, the JVM. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it wrote to stdout so far. */
  public String output() {
    return read(out);
  }

  /** What it wrote to stderr so far. */
  public String errors() {
    return read(err);
  }

  @Override
  public void close() {
    process.descendants().forEach(survivors::add);
    process.destroyForcibly();
    for (ProcessHandle survivor : survivors) {
      survivor.descendants().forEach(ProcessHandle::destroyForcibly);
      survivor.destroyForcibly();
    }
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    RUNNING.remove(this);
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw failure("cannot be sent SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until there is an answer; not for longer than the limit, nor beyond the process. */
  <T> T await(String what, Duration limit, Supplier<Optional<T>> condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Optional<T> answer = condition.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (!alive) {
        throw failure("ended with " + process.exitValue() + " before " + what);
      }
      if (System.nanoTime() > deadline) {
        throw failure("no " + what + " within " + limit);
      }
      try {
        process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError(
        "%s: %s%n%s%n%s"
            .formatted(String.join(" ", command), what, tail(output()), tail(errors())));
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 4000));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
