package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task that the local Drove knows. What was asked for never changes; how it stands is guarded
 * by the task's monitor and changed by {@link TaskBook} (states) and {@link TaskRunner} (process).
 */
final class Task {
  final TaskKey key;
  final String instanceId;
  final ObjectNode spec;
  final long created;
  final Allocation allocation;
  final TaskFolder folder;

  /** Until then nobody sees the task; later than {@link #created} only when a fault says so. */
  final long visibleFrom;

  private TaskState state = TaskState.PENDING;
  private long updated;
  private boolean seenOnHost;
  private @Nullable Ending ending;
  private boolean killing;
  private long pid;

  Task(
      TaskKey key,
      String instanceId,
      ObjectNode spec,
      long created,
      Allocation allocation,
      TaskFolder folder,
      long visibleFrom) {
    this.key = key;
    this.instanceId = instanceId;
    this.spec = spec;
    this.created = created;
    this.allocation = allocation;
    this.folder = folder;
    this.visibleFrom = visibleFrom;
    this.updated = created;
  }

  synchronized TaskState state() {
    return state;
  }

  synchronized long updated() {
    return updated;
  }

  /** Moves on, unless the task has ended already; says whether it moved. */
  synchronized boolean moveTo(TaskState next, @Nullable Ending how, long now) {
    if (state.isFinal()) {
      return false;
    }
    state = next;
    updated = Math.max(updated, now);
    seenOnHost |= next.isOnHost() && (how == null || next == TaskState.RUN_COMPLETED);
    ending = how;
    return true;
  }

  /** Notes that a kill was asked for; the pid to kill, or 0 when nothing has been started yet. */
  synchronized long markKilling() {
    killing = true;
    return pid;
  }

  /** Notes the process; true when a kill was asked for in the meantime. */
  synchronized boolean started(long newPid) {
    pid = newPid;
    return killing;
  }

  synchronized boolean isKilling() {
    return killing;
  }

  synchronized long pid() {
    return pid;
  }

  boolean isContainer() {
    return executableType().equals("DOCKER");
  }

  private String executableType() {
    return spec.path("executable").path("type").asText();
  }

  /** The image, or the command in words. */
  String executable() {
    JsonNode executable = spec.path("executable");
    return isContainer() ? executable.path("url").asText() : String.join(" ", command());
  }

  List<String> command() {
    return strings(spec.path("executable").path("command"));
  }

  List<String> args() {
    return strings(spec.path("args"));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return strings;
  }

  /** The task as Drove answers it. */
  synchronized ObjectNode toJson(String executorId) {
    ObjectNode json = Json.object();
    json.put("sourceAppName", key.app()).put("taskId", key.id());
    json.put("instanceId", instanceId).put("executorId", executorId);
    if (seenOnHost) {
      json.put("hostname", "localhost");
    }
    json.set("executable", spec.get("executable"));
    ArrayNode resources = json.putArray("resources");
    ArrayNode cores = Json.array();
    allocation.cores().forEach(cores::add);
    resources.addObject().put("type", "CPU").putObject("cores").set("0", cores);
    resources
        .addObject()
        .put("type", "MEMORY")
        .putObject("memoryInMB")
        .put("0", allocation.memoryMb());
    copy("volumes", json, "volumes");
    copy("logging", json, "loggingSpec");
    copy("env", json, "env");
    json.put("state", state.name()).putObject("metadata");
    if (ending != null && ending.status() != null) {
      json.putObject("taskResult")
          .put("status", ending.status())
          .put("exitCode", ending.exitCode());
    }
    json.put("errorMessage", ending == null ? "" : ending.error());
    return json.put("created", created).put("updated", updated);
  }

  private void copy(String from, ObjectNode json, String to) {
    if (spec.hasNonNull(from)) {
      json.set(to, spec.get(from));
    }
  }

  /** The metadata of this moment's TASK_STATE_CHANGE. */
  synchronized ObjectNode eventMetadata(String executorId) {
    ObjectNode json = Json.object();
    json.put("APP_NAME", key.app()).put("TASK_ID", key.id()).put("INSTANCE_ID", instanceId);
    json.put("CURRENT_STATE", state.name()).put("EXECUTABLE", executable());
    json.put("CREATED", created).put("EXECUTOR_ID", executorId);
    if (seenOnHost) {
      json.put("EXECUTOR_HOST", "localhost");
    }
    if (ending != null) {
      if (ending.status() != null) {
        json.put("RESULT_STATUS", ending.status()).put("RESULT_EXIT_CODE", ending.exitCode());
      }
      if (!ending.error().isEmpty()) {
        json.put("ERROR", ending.error());
      }
    }
    return json;
  }

  /** How it ended, as it is kept on disk. */
  static ObjectNode endingJson(Ending ending, boolean onHost, long now) {
    ObjectNode json = Json.object().put("via", ending.via().name()).put("status", ending.status());
    json.put("exitCode", ending.exitCode()).put("error", ending.error());
    return json.put("onHost", onHost).put("updated", now);
  }

  synchronized boolean wasOnHost() {
    return seenOnHost;
  }

  /** Takes over an ending that was read from disk. */
  synchronized void restore(ObjectNode json) {
    JsonNode status = json.path("status");
    ending =
        new Ending(
            TaskState.valueOf(json.path("via").asText()),
            status.isTextual() ? status.textValue() : null,
            json.path("exitCode").asInt(-1),
            json.path("error").asText());
    seenOnHost = json.path("onHost").asBoolean();
    updated = json.path("updated").asLong(created);
    state = ending.finalState();
  }
}
