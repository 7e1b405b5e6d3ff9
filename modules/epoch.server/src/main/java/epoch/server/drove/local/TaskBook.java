package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tasks that are known: the active ones, and for two days (and in bounded number) the finished
 * ones, whose ids are taken. Thread-safe: reads take no lock, creates and deletes share one, states
 * have each task's own.
 */
final class TaskBook {
  static final Duration REMEMBERED = Duration.ofDays(2);
  static final int MAX_FINISHED = 20_000;

  private final Path directory;
  private final String executorId;
  private final InstantSource clock;
  private final EventWindow events;
  private final ConcurrentHashMap<TaskKey, Task> known = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Task> active = new ConcurrentHashMap<>();
  private final Object lock = new Object();

  /** Guarded by lock. */
  private final Capacity capacity;

  TaskBook(
      Path directory,
      String executorId,
      Capacity capacity,
      InstantSource clock,
      EventWindow events) {
    this.directory = directory;
    this.executorId = executorId;
    this.capacity = capacity;
    this.clock = clock;
    this.events = events;
  }

  /** A create's outcome: a task, or Drove's reasons against it. */
  sealed interface Created {
    record Accepted(Task task) implements Created {}

    record Refused(List<String> reasons) implements Created {}
  }

  /**
   * Takes the id and the resources, and writes the task's folder. Of any number of callers with one
   * id at most one is accepted, unless {@code race} asks for the gap that the real Drove has.
   *
   * @throws IOException the folder could not be written; nothing has changed
   */
  Created create(ObjectNode spec, boolean race, Duration hiddenFor) throws IOException {
    TaskKey key = new TaskKey(spec.path("sourceAppName").asText(), spec.path("taskId").asText());
    int cores = SpecCheck.cores(spec);
    long memory = SpecCheck.memoryMb(spec);
    String instanceId = "TI-" + UUID.randomUUID();
    long now = clock.millis();
    Task task;
    Task before;
    synchronized (lock) {
      List<String> reasons = new ArrayList<>();
      if (known.containsKey(key) && !race) {
        reasons.add(
            "Task already exists for " + key + " with taskID: " + key.app() + "-" + key.id());
      }
      reasons.addAll(capacity.complaints(cores, memory));
      if (!reasons.isEmpty()) {
        return new Created.Refused(reasons);
      }
      TaskFolder folder = new TaskFolder(directory.resolve(instanceId));
      Allocation allocation = capacity.take(cores, memory);
      task = new Task(key, instanceId, spec, now, allocation, folder, now + hiddenFor.toMillis());
      before = known.put(key, task);
      active.put(instanceId, task);
    }
    try {
      TaskFolder.create(directory, instanceId, record(task));
    } catch (IOException | RuntimeException e) {
      known.remove(key, task);
      if (before != null) {
        known.putIfAbsent(key, before);
      }
      release(task);
      throw e;
    }
    return new Created.Accepted(task);
  }

  List<String> complaints(ObjectNode spec) {
    synchronized (lock) {
      return capacity.complaints(SpecCheck.cores(spec), SpecCheck.memoryMb(spec));
    }
  }

  private static ObjectNode record(Task task) {
    ObjectNode json = Json.object().put("instanceId", task.instanceId).put("created", task.created);
    task.allocation.cores().forEach(json.putArray("cores")::add);
    json.put("memoryMb", task.allocation.memoryMb()).set("spec", task.spec);
    return json;
  }

  /**
   * Puts a task from disk back into the book; the task is active when the disk does not say how it
   * ended.
   *
   * @throws IOException the folder holds no task
   */
  Task restore(TaskFolder folder) throws IOException {
    ObjectNode json = folder.spec();
    if (!(json.get("spec") instanceof ObjectNode spec)
        || !json.path("instanceId").asText().equals(String.valueOf(folder.path().getFileName()))) {
      throw new IOException("no task of ours: " + folder.path());
    }
    List<Integer> cores = new ArrayList<>();
    for (JsonNode core : json.path("cores")) {
      if (core.asInt(-1) >= 0) {
        cores.add(core.asInt());
      }
    }
    TaskKey key = new TaskKey(spec.path("sourceAppName").asText(), spec.path("taskId").asText());
    long created = json.path("created").asLong();
    Allocation allocation = new Allocation(cores, json.path("memoryMb").asLong());
    String id = json.path("instanceId").asText();
    Task task = new Task(key, id, spec, created, allocation, folder, created);
    folder.state().ifPresent(task::restore);
    if (folder.isMarked("killed")) {
      var _ = task.markKilling();
    }
    synchronized (lock) {
      if (!folder.isMarked("deleted")) {
        known.merge(key, task, (a, b) -> a.created > b.created ? a : b);
      }
      if (!task.state().isFinal()) {
        active.put(id, task);
        capacity.takeAgain(allocation);
      }
    }
    return task;
  }

  Optional<Task> find(TaskKey key) {
    return Optional.ofNullable(known.get(key)).filter(this::isVisible);
  }

  /** What Drove lists: not finished, not dropped, and the one that holds its id. */
  List<Task> activeTasks() {
    return active.values().stream()
        .filter(task -> known.get(task.key) == task && isVisible(task))
        .toList();
  }

  /** Everything that may have a process, also what the book's readers cannot see any more. */
  Collection<Task> unfinished() {
    return active.values();
  }

  private boolean isVisible(Task task) {
    return task.visibleFrom <= task.created || task.visibleFrom <= clock.millis();
  }

  /** Drops the record, whatever it says; what runs goes on unseen. */
  void delete(TaskKey key) {
    Task task = known.remove(key);
    if (task == null) {
      return;
    }
    if (task.state().isFinal()) {
      task.folder.delete();
      return;
    }
    try {
      task.folder.mark("deleted");
    } catch (IOException e) {
      LocalDrove.LOG.warn("Cannot note on disk that {} was deleted", key, e);
    }
  }

  void forgetFinished() {
    known.values().stream().filter(task -> task.state().isFinal()).forEach(t -> delete(t.key));
  }

  /** Reports a living task LOST, without an event, as Drove does. */
  void lose(TaskKey key) {
    Task task = known.get(key);
    if (task != null) {
      end(task, Ending.lost());
    }
  }

  /** Moves a task on and says so in the events, in one order for all readers. */
  void advance(Task task, TaskState state) {
    advance(task, state, null);
  }

  private boolean advance(
      Task task, TaskState state, @org.jspecify.annotations.Nullable Ending how) {
    synchronized (task) {
      boolean moved = task.moveTo(state, how, clock.millis());
      if (moved && state != TaskState.LOST) {
        events.add("TASK_STATE_CHANGE", task.eventMetadata(executorId));
      }
      return moved;
    }
  }

  /** Ends a task: on disk first, then for all to see. The first ending counts. */
  void end(Task task, Ending ending) {
    synchronized (task) {
      if (task.state().isFinal()) {
        return;
      }
      boolean onHost = task.wasOnHost();
      try {
        task.folder.writeState(Task.endingJson(ending, onHost, clock.millis()));
      } catch (IOException e) {
        LocalDrove.LOG.warn("Cannot write how {} ended ({})", task.key, ending, e);
      }
      if (ending.via() != TaskState.LOST) {
        advance(task, ending.via(), ending);
        advance(task, TaskState.DEPROVISIONING, ending);
      }
      advance(task, ending.finalState(), ending);
    }
    release(task);
    if (task.folder.isMarked("deleted")) {
      task.folder.delete();
    }
  }

  private void release(Task task) {
    synchronized (lock) {
      if (active.remove(task.instanceId) != null) {
        capacity.giveBack(task.allocation);
      }
    }
  }

  /** Forgets finished tasks that are too old or too many. */
  void prune() {
    List<Task> finished =
        known.values().stream()
            .filter(task -> task.state().isFinal())
            .sorted(Comparator.comparingLong(Task::updated).reversed())
            .toList();
    long oldest = clock.millis() - REMEMBERED.toMillis();
    for (int i = 0; i < finished.size(); i++) {
      if (i >= MAX_FINISHED || finished.get(i).updated() < oldest) {
        delete(finished.get(i).key);
      }
    }
  }

  ObjectNode summary(String leader) {
    int running = activeTasks().size();
    ObjectNode json = Json.object().put("leader", leader).put("state", "NORMAL");
    json.put("numExecutors", 1).put("numApplications", 0).put("numActiveApplications", 0);
    json.put("numActiveTasks", running).put("numLocalServices", 0).put("numActiveLocalServices", 0);
    synchronized (lock) {
      json.put("freeCores", capacity.freeCores()).put("usedCores", capacity.usedCores());
      json.put("totalCores", capacity.totalCores()).put("freeMemory", capacity.freeMemory());
      return json.put("usedMemory", capacity.usedMemory())
          .put("totalMemory", capacity.totalMemory());
    }
  }
}
