package epoch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the stand-in for Drove knows: it notes when each create arrived, and ends each task after a
 * time. It limits nothing. Thread safe.
 */
final class StandIn implements AutoCloseable {
  /** Drove keeps an hour; no scenario falls behind by as much as this. */
  private static final int EVENTS_KEPT = 100_000;

  private final Map<String, StandInTask> tasks = new ConcurrentHashMap<>();
  private final ArrayDeque<ObjectNode> newestFirst = new ArrayDeque<>();
  private final ScheduledExecutorService ends =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("bench-ends").unstarted(work));
  private final LongAdder calls = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile long taskMillis = 500;
  private long lastEvent;

  /** How long tasks that are created from now on take. */
  void tasksTake(long millis) {
    taskMillis = millis;
  }

  /** Forgets everything. */
  void clear() {
    tasks.clear();
    synchronized (newestFirst) {
      newestFirst.clear();
    }
  }

  /** All tasks that were ever created. */
  List<StandInTask> tasks() {
    return List.copyOf(tasks.values());
  }

  /** How many calls of any kind were made. */
  long calls() {
    return calls.sum();
  }

  /** How many creates were refused, because the id was taken. */
  long refusedCreates() {
    return refused.sum();
  }

  void called() {
    calls.increment();
  }

  /**
   * Creates a task.
   *
   * @return whether it is new
   */
  boolean create(JsonNode spec, long arrived) {
    String id = spec.path("taskId").asText();
    var task = new StandInTask(id, spec.path("sourceAppName").asText(), arrived, spec, null, false);
    if (tasks.putIfAbsent(id, task) != null) {
      refused.increment();
      return false;
    }
    tell(task);
    var _ = ends.schedule(() -> end(id, false), taskMillis, TimeUnit.MILLISECONDS);
    return true;
  }

  /**
   * Ends a task.
   *
   * @return whether it was running
   */
  boolean end(String id, boolean byKill) {
    boolean[] running = {false};
    StandInTask now =
        tasks.computeIfPresent(
            id,
            (_, task) -> {
              running[0] = task.isActive();
              return running[0] ? task.ended(System.currentTimeMillis(), byKill) : task;
            });
    if (now != null && running[0]) {
      tell(now);
    }
    return running[0];
  }

  Optional<StandInTask> find(String id) {
    return Optional.ofNullable(tasks.get(id));
  }

  void remove(String id) {
    tasks.remove(id);
  }

  /** The active tasks as Drove lists them. */
  ArrayNode active() {
    ArrayNode list = Json.object().putArray("list");
    for (StandInTask task : tasks.values()) {
      if (task.isActive()) {
        list.add(task.info());
      }
    }
    return list;
  }

  /** The newest events after a time, newest first, cut from the newest as Drove does. */
  ObjectNode events(long after, int size) {
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray("events");
    long newest = after;
    synchronized (newestFirst) {
      Iterator<ObjectNode> all = newestFirst.iterator();
      while (all.hasNext() && list.size() < size) {
        ObjectNode event = all.next();
        long time = event.get("time").longValue();
        if (time <= after) {
          break;
        }
        newest = Math.max(newest, time);
        list.add(event);
      }
    }
    return page.put("lastSyncTime", newest);
  }

  private void tell(StandInTask task) {
    synchronized (newestFirst) {
      lastEvent = Math.max(lastEvent, System.currentTimeMillis());
      newestFirst.addFirst(task.event(lastEvent));
      if (newestFirst.size() > EVENTS_KEPT) {
        newestFirst.removeLast();
      }
    }
  }

  @Override
  public void close() {
    ends.shutdownNow();
  }
}
