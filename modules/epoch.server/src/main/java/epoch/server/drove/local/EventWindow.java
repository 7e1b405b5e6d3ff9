package epoch.server.drove.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The last hour of events, newest first, as Drove's leader keeps it in memory. Thread-safe.
 *
 * <p>A page holds what is strictly newer than the asked time and is cut from the newest, so it is
 * the oldest that a full page loses.
 */
final class EventWindow {
  private static final Duration KEPT = Duration.ofMinutes(60);
  private static final int MAX_EVENTS = 20_000;

  private final InstantSource clock;
  private final BooleanSupplier losing;
  private final ArrayDeque<ObjectNode> newestFirst = new ArrayDeque<>();
  private long lastTime;

  /**
   * @param losing asked once for each event of a task; true drops it
   */
  EventWindow(InstantSource clock, BooleanSupplier losing) {
    this.clock = clock;
    this.losing = losing;
  }

  synchronized void add(String type, ObjectNode metadata) {
    long now = clock.millis();
    while (newestFirst.size() >= MAX_EVENTS
        || (!newestFirst.isEmpty() && time(newestFirst.getLast()) < now - KEPT.toMillis())) {
      newestFirst.removeLast();
    }
    if (type.equals("TASK_STATE_CHANGE") && losing.getAsBoolean()) {
      return;
    }
    // A clock that steps back must not put an event behind one that a client has seen.
    lastTime = Math.max(lastTime, now);
    ObjectNode event = Json.object();
    event.set("metadata", metadata);
    event.put("type", type).put("id", UUID.randomUUID().toString()).put("time", lastTime);
    newestFirst.addFirst(event);
  }

  /** What a new leader knows: nothing. */
  synchronized void clear() {
    newestFirst.clear();
  }

  synchronized ObjectNode latest(long after, int size) {
    List<ObjectNode> page = since(after, size);
    ObjectNode data = Json.object();
    data.putArray("events").addAll(page);
    return data.put("lastSyncTime", page.isEmpty() ? after : time(page.getFirst()));
  }

  synchronized ObjectNode summary(long after) {
    List<ObjectNode> page = since(after, Integer.MAX_VALUE);
    Map<String, Integer> counts = new TreeMap<>();
    page.forEach(event -> counts.merge(event.get("type").textValue(), 1, Integer::sum));
    ObjectNode data = Json.object();
    ObjectNode eventsCount = data.putObject("eventsCount");
    counts.forEach(eventsCount::put);
    return data.put("lastSyncTime", page.isEmpty() ? after : time(page.getFirst()));
  }

  private List<ObjectNode> since(long after, int size) {
    long oldest = Math.max(after, clock.millis() - KEPT.toMillis());
    List<ObjectNode> page = new ArrayList<>();
    Iterator<ObjectNode> events = newestFirst.iterator();
    while (events.hasNext() && page.size() < size) {
      ObjectNode event = events.next();
      if (time(event) <= oldest) {
        break;
      }
      page.add(event);
    }
    return page;
  }

  private static long time(ObjectNode event) {
    return event.get("time").longValue();
  }
}
