package epoch.server.run;

import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.When;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Walks the tasks of a {@code DAG}, each on a virtual thread of its own, as soon as those that it
 * depends on have ended as it wants, and no more at once than the topology says. What is not to run
 * follows from how the others ended, so that a new leader comes to the same end without having been
 * told.
 */
final class Graph {
  private final Map<String, ContainerTask> tasks = new LinkedHashMap<>();
  private final int parallelism;
  private final LiveRun live;
  private final TaskWalker walker;
  private final Map<String, Ended> ended = new LinkedHashMap<>();
  private final Map<String, Thread> running = new HashMap<>();
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  Graph(CompositeTask graph, LiveRun live, TaskWalker walker) {
    graph.containers().forEach(task -> tasks.put(TaskNames.of(task), task));
    this.parallelism = Objects.requireNonNullElse(graph.parallelism(), Integer.MAX_VALUE);
    this.live = live;
    this.walker = walker;
  }

  /** The names of the tasks that a task depends on. */
  static List<String> dependsOn(ContainerTask task) {
    return Objects.requireNonNullElse(task.dependsOn(), List.of());
  }

  /**
   * The tasks that need not be done again: they succeeded, and so did all that they waited for,
   * near and far. What ran because another one failed is to run again if that fails again.
   *
   * @param succeeded whether a task succeeded the last time
   */
  static List<ContainerTask> done(List<ContainerTask> tasks, Predicate<ContainerTask> succeeded) {
    var done = new LinkedHashMap<String, ContainerTask>();
    int before;
    do {
      before = done.size();
      tasks.stream()
          .filter(task -> succeeded.test(task) && done.keySet().containsAll(dependsOn(task)))
          .forEach(task -> done.put(TaskNames.of(task), task));
    } while (done.size() > before);
    return List.copyOf(done.values());
  }

  /**
   * How a task ended for those that depend on it.
   *
   * @param failure why it failed; null if it succeeded or did not run
   */
  private record Ended(boolean successful, @Nullable String failure) {
    static final Ended NOT_RUN = new Ended(false, null);

    static Ended of(Walked walked) {
      return new Ended(walked.successful(), walked.reason());
    }

    boolean failed() {
      return failure != null;
    }
  }

  /**
   * What a task's thread brings back.
   *
   * @param walked how it ended; null if it was interrupted
   * @param broken why it could not be walked to its end
   */
  private record Finished(
      String name, @Nullable Walked walked, @Nullable RuntimeException broken) {}

  /** Blocks until the last task ended; failed if any of them failed. */
  Walked walk() throws InterruptedException {
    try {
      while (true) {
        startWhatCan();
        if (running.isEmpty()) {
          return result();
        }
        take(finished.take());
      }
    } catch (RunClosed closed) {
      // Each of them finds out by itself; what is under way, a create or a write, is not cut off.
      join();
      throw closed;
    } finally {
      running.values().forEach(Thread::interrupt);
      join();
    }
  }

  private void startWhatCan() throws InterruptedException {
    for (boolean again = true; again; ) {
      again = false;
      for (Map.Entry<String, ContainerTask> task : tasks.entrySet()) {
        String name = task.getKey();
        if (ended.containsKey(name) || running.containsKey(name) || !isReady(task.getValue())) {
          continue;
        }
        if (!isWanted(task.getValue())) {
          passOver(name, task.getValue());
          again = true;
        } else if (running.size() < parallelism) {
          start(name, task.getValue());
        }
      }
    }
  }

  private boolean isReady(ContainerTask task) {
    return ended.keySet().containsAll(dependsOn(task));
  }

  private boolean isWanted(ContainerTask task) {
    List<Ended> before = dependsOn(task).stream().map(this::endOf).toList();
    return switch (Objects.requireNonNullElse(task.when(), When.SUCCESS)) {
      case SUCCESS -> before.stream().allMatch(Ended::successful);
      case FAILURE -> before.stream().anyMatch(Ended::failed);
      case ALWAYS -> true;
    };
  }

  private Ended endOf(String name) {
    return ended.getOrDefault(name, Ended.NOT_RUN);
  }

  private void passOver(String name, ContainerTask task) throws InterruptedException {
    ended.put(name, Ended.NOT_RUN);
    if (!live.task(name).state().isTerminal()) {
      String wanted =
          task.when() == When.FAILURE
              ? "nothing that it waits for failed"
              : "not all that it waits for succeeded";
      live.record(
          name,
          live.task(name).withState(TaskState.CANCELLED, "Not run: " + wanted),
          Beginning.STARTED);
    }
  }

  private void start(String name, ContainerTask task) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    running.put(
        name,
        Thread.ofVirtual()
            .name("run-" + live.name() + "-" + name)
            .start(() -> {
              if (context != null) {
                MDC.setContextMap(context);
              }
              bringBack(name, task);
            }));
  }

  private void bringBack(String name, ContainerTask task) {
    var one = new Finished(name, null, new IllegalStateException("Task " + name + " was left"));
    try {
      one = new Finished(name, walker.walk(task), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      one = new Finished(name, null, null);
    } catch (RuntimeException e) {
      // Whoever walks the run decides about it.
      one = new Finished(name, null, e);
    } finally {
      finished.add(one);
    }
  }

  private void take(Finished one) throws InterruptedException {
    running.remove(one.name());
    if (one.broken() != null) {
      throw one.broken();
    }
    if (one.walked() == null) {
      throw new InterruptedException("The walk of " + one.name() + " was interrupted");
    }
    ended.put(one.name(), Ended.of(one.walked()));
  }

  private Walked result() {
    if (ended.size() < tasks.size()) {
      // Validation refuses it, so a hand or another version wrote it.
      return Walked.failed("Its tasks wait for each other in a circle, or for what is not there");
    }
    return ended.values().stream()
        .filter(Ended::failed)
        .findFirst()
        .map(first -> Walked.failed(Objects.requireNonNullElse(first.failure(), "")))
        .orElse(Walked.SUCCESSFUL);
  }

  /** Leaves no thread behind, whatever ended the walk. */
  private void join() throws InterruptedException {
    for (Thread thread : running.values()) {
      thread.join();
    }
  }
}
