package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;

/**
 * {@link Faults} over HTTP, for tests that drive another process: GET lists them, DELETE clears
 * them, POST takes {@code {"fault":"SLOW","times":3,"path":"/tasks","value":200}}, {@code
 * {"clear":"SLOW"}}, or {@code {"do":"CHANGE_LEADER", "value":5000}}, {@code
 * {"do":"FORGET_FINISHED"}}, {@code {"do":"FORGET"|"LOSE","sourceAppName":…,"taskId":…}}.
 */
final class FaultsEndpoint {
  private final Faults faults;

  FaultsEndpoint(Faults faults) {
    this.faults = faults;
  }

  Answer get() {
    ArrayNode list = Json.array();
    for (Fault fault : faults.active()) {
      list.addObject()
          .put("fault", fault.kind().name())
          .put("times", fault.times())
          .put("path", fault.path())
          .put("value", fault.value());
    }
    return Answer.success(list);
  }

  Answer delete() {
    faults.clear();
    return get();
  }

  Answer post(JsonNode body) {
    try {
      if (body.has("fault")) {
        faults.add(
            new Fault(
                Fault.Kind.valueOf(body.path("fault").asText()),
                body.path("times").asInt(),
                body.path("path").asText(),
                body.path("value").asLong()));
      } else if (body.has("clear")) {
        faults.clear(Fault.Kind.valueOf(body.path("clear").asText()));
      } else {
        act(body);
      }
      return get();
    } catch (IllegalArgumentException e) {
      return Answer.invalid(List.of(String.valueOf(e.getMessage())), "No such fault");
    }
  }

  private void act(JsonNode body) {
    String app = body.path("sourceAppName").asText();
    String task = body.path("taskId").asText();
    switch (body.path("do").asText()) {
      case "CHANGE_LEADER" -> faults.changeLeader(Duration.ofMillis(body.path("value").asLong()));
      case "FORGET_FINISHED" -> faults.forgetFinished();
      case "FORGET" -> faults.forget(app, task);
      case "LOSE" -> faults.lose(app, task);
      default -> throw new IllegalArgumentException("fault, clear or do is needed");
    }
  }
}
