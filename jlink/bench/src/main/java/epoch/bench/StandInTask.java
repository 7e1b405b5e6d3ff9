package epoch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A task that only waits.
 *
 * @param id its id within the app
 * @param app the app it belongs to
 * @param arrived when the request to create it arrived, epoch milliseconds
 * @param spec what was asked for
 * @param ended when it ended, epoch milliseconds; null while it runs
 * @param killed whether somebody ended it
 */
record StandInTask(
    String id, String app, long arrived, JsonNode spec, @Nullable Long ended, boolean killed) {

  StandInTask ended(long now, boolean byKill) {
    return new StandInTask(id, app, arrived, spec, now, byKill);
  }

  boolean isActive() {
    return ended == null;
  }

  /** The task as Drove shows it. */
  ObjectNode info() {
    ObjectNode info = Json.object();
    info.put("sourceAppName", app)
        .put("taskId", id)
        .put("instanceId", "TI-" + id)
        .put("executorId", "stand-in")
        .put("hostname", "localhost");
    info.set("executable", spec.path("executable"));
    info.putArray("resources");
    info.putArray("volumes");
    info.set("env", spec.path("env"));
    info.put("state", isActive() ? "RUNNING" : "STOPPED");
    info.putObject("metadata");
    if (ended != null) {
      info.set("taskResult", result());
    }
    return info.put("errorMessage", "")
        .put("created", arrived)
        .put("updated", ended == null ? arrived : ended);
  }

  private ObjectNode result() {
    return Json.object()
        .put("status", killed ? "CANCELLED" : "SUCCESSFUL")
        .put("exitCode", killed ? -1 : 0);
  }

  /** What Drove tells when the task changes its state. */
  ObjectNode event(long time) {
    ObjectNode metadata =
        Json.object()
            .put("CREATED", arrived)
            .put("TASK_ID", id)
            .put("APP_NAME", app)
            .put("EXECUTOR_ID", "stand-in")
            .put("EXECUTOR_HOST", "localhost")
            .put("INSTANCE_ID", "TI-" + id)
            .put("CURRENT_STATE", isActive() ? "RUNNING" : "STOPPED");
    if (!isActive()) {
      metadata
          .put("RESULT_STATUS", killed ? "CANCELLED" : "SUCCESSFUL")
          .put("RESULT_EXIT_CODE", killed ? -1 : 0);
    }
    ObjectNode event = Json.object();
    event.set("metadata", metadata);
    return event
        .put("type", "TASK_STATE_CHANGE")
        .put("id", Long.toHexString(ThreadLocalRandom.current().nextLong()))
        .put("time", time);
  }
}
