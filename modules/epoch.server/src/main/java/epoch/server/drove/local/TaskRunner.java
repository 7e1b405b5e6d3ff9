package epoch.server.drove.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes tasks through their lives: start, watch, kill, and take over those of an earlier process.
 * Thread-safe. After {@link #close} what still runs is left alone for the next local Drove on the
 * same directory.
 */
final class TaskRunner implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final TaskBook book;
  private final ProcessRunner processes;
  private final ContainerRunner containers;
  private final Duration grace;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("local-drove-timer").factory());

  /**
   * Forking blocks the thread that does it, virtual or not, and more at once only makes each
   * slower.
   */
  private final ExecutorService starters =
      Executors.newFixedThreadPool(
          4, Thread.ofPlatform().daemon().name("local-drove-starter-", 0).factory());

  /** Tasks whose process is no child of this JVM, so that it has to be looked at. */
  private final Set<Task> adopted = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param grace how long a task that is told to stop may take before it is made to
   */
  TaskRunner(TaskBook book, ProcessRunner processes, ContainerRunner containers, Duration grace) {
    this.book = book;
    this.grace = grace;
    this.processes = processes;
    this.containers = containers;
    var _ =
        timer.scheduleWithFixedDelay(
            this::lookAtAdopted, LOOK.toMillis(), LOOK.toMillis(), MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(this::prune, 60_000, 60_000, MILLISECONDS);
  }

  void start(Task task) {
    inThread(() -> run(task));
  }

  private void run(Task task) throws InterruptedException {
    book.advance(task, TaskState.PROVISIONING);
    List<String> command;
    try {
      command = task.isContainer() ? containers.prepare(task) : commandOf(task);
    } catch (IOException e) {
      say(task, e.getMessage());
      end(task, Ending.notProvisioned(String.valueOf(e.getMessage())));
      return;
    }
    starters.execute(() -> launch(task, command));
  }

  private void launch(Task task, List<String> command) {
    if (task.isKilling()) {
      end(task, Ending.cancelled());
      return;
    }
    book.advance(task, TaskState.STARTING);
    Process process;
    try {
      process = processes.start(task.folder, command, environmentOf(task));
    } catch (IOException | RuntimeException e) {
      say(task, e.getMessage());
      end(task, Ending.startFailed(String.valueOf(e.getMessage())));
      return;
    }
    book.advance(task, TaskState.RUNNING);
    boolean killed = task.started(process.pid());
    var _ = process.onExit().thenRun(() -> inThread(() -> exited(task, process.exitValue())));
    if (killed && closed) {
      processes.kill(process.pid());
    } else if (killed) {
      killTree(task, process.pid());
    }
  }

  private static List<String> commandOf(Task task) {
    List<String> command = new ArrayList<>(task.command());
    command.addAll(task.args());
    return command;
  }

  private static Map<String, String> environmentOf(Task task) {
    if (task.isContainer()) {
      return System.getenv(); // what docker's own command line needs; the container gets the spec's
    }
    Map<String, String> environment = ProcessRunner.minimalEnvironment();
    task.spec
        .path("env")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    return environment;
  }

  /**
   * Something the task's reader should find in its log, because nothing of the task's own will be
   * there.
   */
  private static void say(Task task, @org.jspecify.annotations.Nullable String message) {
    try {
      Files.writeString(
          task.folder.output(),
          "epoch local drove: " + message + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LocalDrove.LOG.warn("Cannot write to the log of {}: {}", task.key, message, e);
    }
  }

  /**
   * A child has ended. A wrapper that was itself killed by a signal could not say how its command
   * fared.
   */
  private void exited(Task task, int wrapperCode) {
    OptionalInt written = task.folder.exitCode();
    if (written.isPresent()) {
      ended(task, Ending.exited(written.getAsInt()));
    } else if (wrapperCode > 128) {
      ended(task, Ending.lost());
    } else {
      ended(
          task,
          Ending.exited(wrapperCode)); // a full disk keeps the code from the folder, not from us
    }
  }

  private void ended(Task task, Ending ending) {
    if (closed) {
      return;
    }
    boolean killed = task.isKilling();
    if (killed && task.pid() > 0) {
      processes.kill(task.pid());
    }
    if (task.isContainer()) {
      containers.remove(task);
    }
    Ending refined = task.isContainer() ? containers.refine(task, ending) : ending;
    end(task, killed ? Ending.cancelled() : refined);
  }

  private void end(Task task, Ending ending) {
    if (!closed) {
      book.end(task, ending);
    }
  }

  /**
   * Asks a task to stop, and makes it after a grace. Returns at once.
   *
   * @throws IOException the wish could not be written down; the task goes on
   */
  void kill(Task task) throws IOException {
    task.folder.mark("killed");
    long pid = task.markKilling();
    if (pid > 0) {
      inThread(() -> killTree(task, pid));
    }
  }

  private void killTree(Task task, long pid) {
    if (task.isContainer()) {
      containers.stop(task, grace);
    }
    processes.terminate(pid);
    try {
      var _ =
          timer.schedule(() -> inThread(() -> force(task, pid)), grace.toMillis(), MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LocalDrove.LOG.debug("Closed: the next start kills {} for good", task.key);
    }
  }

  private void force(Task task, long pid) {
    if (!task.state().isFinal()) {
      processes.kill(pid);
    }
  }

  /** Takes over a task that an earlier process left unfinished. */
  void adopt(Task task) {
    var process = task.folder.process();
    if (process.isPresent() && process.get().isAlive()) {
      book.advance(task, TaskState.RUNNING);
      long pid = process.get().pid();
      boolean killed = task.started(pid);
      adopted.add(task);
      if (killed) {
        inThread(() -> killTree(task, pid));
      }
    } else {
      vanished(task);
    }
  }

  private void lookAtAdopted() {
    for (Task task : List.copyOf(adopted)) {
      try {
        if (!task.folder.process().map(ProcessMark::isAlive).orElse(false)) {
          adopted.remove(task);
          inThread(() -> vanished(task));
        }
      } catch (RuntimeException e) {
        LocalDrove.LOG.warn("Cannot look at {}; trying again", task.key, e);
      }
    }
  }

  private void vanished(Task task) {
    OptionalInt code = task.folder.exitCode();
    ended(task, code.isPresent() ? Ending.exited(code.getAsInt()) : Ending.lost());
  }

  private void prune() {
    try {
      book.prune();
    } catch (RuntimeException e) {
      LocalDrove.LOG.warn("Cannot forget old tasks; trying again", e);
    }
  }

  /** Ends all that runs, without grace, and waits for it. */
  void killAll() {
    for (Task task : List.copyOf(book.unfinished())) {
      var _ = task.markKilling();
      if (task.isContainer()) {
        containers.remove(task);
      }
      if (task.pid() > 0) {
        processes.kill(task.pid());
      }
      book.end(task, Ending.cancelled());
    }
  }

  /** What must not take a thread with it when it fails. */
  private interface Step {
    void run() throws InterruptedException;
  }

  private void inThread(Step step) {
    try {
      var _ =
          threads.submit(() -> {
            try {
              step.run();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
              LocalDrove.LOG.error("A step of a task failed; the task may stay as it is", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LocalDrove.LOG.debug("Closed: the task is left to the next start");
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    starters.shutdown(); // an accepted task gets its process; the next start finds it
    threads.shutdownNow();
    try {
      if (!starters.awaitTermination(5, TimeUnit.SECONDS)
          || !threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LocalDrove.LOG.warn("Some steps of tasks did not end within 5 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
