package epoch.server.drove.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/** The one controller and the one executor that this process stands for. Thread-safe. */
final class Cluster {
  private final String executorId;
  private final InstantSource clock;
  private final EventWindow events;
  private volatile int port;
  private volatile boolean maintenance;

  Cluster(String executorId, InstantSource clock, EventWindow events) {
    this.executorId = executorId;
    this.clock = clock;
    this.events = events;
  }

  String executorId() {
    return executorId;
  }

  String leader() {
    return "localhost:" + port;
  }

  void listensOn(int newPort) {
    port = newPort;
  }

  boolean inMaintenance() {
    return maintenance;
  }

  ObjectNode maintain(boolean wanted) {
    maintenance = wanted;
    String state = wanted ? "MAINTENANCE" : "NORMAL";
    return Json.object().put("state", state).put("updated", clock.millis());
  }

  /** A leader that has just been elected knows no events, and its executor has just come. */
  void elect() {
    events.clear();
    events.add("LEADERSHIP_ACQUIRED", Json.object().put("HOSTNAME", "localhost"));
    ObjectNode added = Json.object().put("HOSTNAME", "localhost").put("PORT", port);
    events.add("EXECUTOR_ADDED", added.put("EXECUTOR_ID", executorId));
  }

  ArrayNode executors(TaskBook book) {
    ObjectNode summary = book.summary(leader());
    ObjectNode executor = Json.object().put("executorId", executorId).put("hostname", "localhost");
    executor.put("port", port).put("transportType", "HTTP");
    for (String field : new String[] {"freeCores", "usedCores", "freeMemory", "usedMemory"}) {
      executor.set(field, summary.get(field));
    }
    executor.putArray("tags").add("localhost");
    ArrayNode executors = Json.array();
    return executors.add(executor.put("state", "ACTIVE"));
  }
}
