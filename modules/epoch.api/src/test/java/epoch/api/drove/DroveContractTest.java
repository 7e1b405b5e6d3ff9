package epoch.api.drove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Contract;
import epoch.api.json.Contract.Exchange;
import epoch.api.json.Json;
import epoch.api.rest.ValidationErrors;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DroveContractTest {

  @TestFactory
  Stream<DynamicTest> everyRecordedRequestToDroveSurvives() {
    return Contract.exchanges("drove").stream()
        .filter(exchange -> exchange.request().isObject())
        .filter(exchange -> !exchange.name().equals("task-op-unknown-type"))
        .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> requestSurvives(exchange)));
  }

  private static void requestSurvives(Exchange exchange) throws IOException {
    if (exchange.path().endsWith("/validate/spec")) {
      Contract.assertSurvives(exchange.request(), TaskSpec.class);
    } else if (exchange.name().startsWith("task-create-invalid-missing")) {
      // An empty executable or id stands where there was none; nothing of the rest may be lost.
      Json.read(exchange.request().toString(), TaskOperation.class);
    } else {
      Contract.assertSurvives(exchange.request(), TaskOperation.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedAnswerOfDroveSurvives() {
    return Contract.exchanges("drove").stream()
        .filter(exchange -> exchange.response().isObject())
        .filter(exchange -> !exchange.name().equals("task-log-read-nosuchfile"))
        .map(exchange ->
            DynamicTest.dynamicTest(
                exchange.name(),
                () -> Contract.assertSurvives(exchange.response(), answerType(exchange))));
  }

  private static TypeReference<?> answerType(Exchange exchange) {
    String path = exchange.path();
    JsonNode data = exchange.response().path("data");
    if (path.startsWith("/apis/v1/logfiles")) {
      return path.endsWith("/list")
          ? new TypeReference<LogFiles>() {}
          : new TypeReference<LogChunk>() {};
    }
    if (data.has("validationErrors")) {
      return new TypeReference<DroveAnswer<ValidationErrors>>() {};
    }
    if (data.has("deleted")) {
      return new TypeReference<DroveAnswer<TaskDeleted>>() {};
    }
    return switch (path.replace("/apis/v1/", "")) {
      case "tasks" -> new TypeReference<DroveAnswer<List<TaskInfo>>>() {};
      case "tasks/operations" -> new TypeReference<DroveAnswer<TaskAccepted>>() {};
      case "cluster" -> new TypeReference<DroveAnswer<ClusterSummary>>() {};
      case "cluster/events/latest" -> new TypeReference<DroveAnswer<EventsPage>>() {};
      case "cluster/events" -> new TypeReference<DroveAnswer<List<ClusterEvent>>>() {};
      case "ping" -> new TypeReference<DroveAnswer<String>>() {};
      case "tasks/validate/spec" -> new TypeReference<DroveAnswer<JsonNode>>() {};
      default -> new TypeReference<DroveAnswer<TaskInfo>>() {};
    };
  }

  @Test
  void whatEpoch114SentToDroveSurvives() throws IOException {
    JsonNode raw = Contract.exchange("epoch", "original-request-to-drove-raw").recording();
    for (JsonNode request : raw) {
      String body = request.get(1).asText();
      if (body.startsWith("{")) {
        Contract.assertSurvives(Json.read(body, JsonNode.class), TaskOperation.class);
      }
    }
  }

  @Test
  void aFailureInA200IsNoSuccess() throws IOException {
    DroveAnswer<TaskInfo> unknown =
        Json.read(
            Contract.exchange("drove", "task-get-unknown").response().toString(),
            new TypeReference<DroveAnswer<TaskInfo>>() {});
    assertFalse(unknown.succeeded());
    assertEquals("No such task instance epoch-test/RUN-never-existed", unknown.message());
  }

  @Test
  void aStateOfTheFutureIsReadAndNotTerminal() throws IOException {
    TaskInfo task =
        Json.read(
            "{\"sourceAppName\":\"a\",\"taskId\":\"t\",\"state\":\"HIBERNATING\"}", TaskInfo.class);
    assertEquals(DroveTaskState.UNRECOGNISED, task.state());
    assertFalse(task.outcome().state().isTerminal());
  }

  @Test
  void theFeedNamesTheTaskThatChanged() throws IOException {
    DroveAnswer<EventsPage> page =
        Json.read(
            Contract.exchange("drove", "cluster-events-latest").response().toString(),
            new TypeReference<DroveAnswer<EventsPage>>() {});
    ClusterEvent newest = page.data().events().getFirst();
    assertTrue(newest.taskStateChange());
    assertEquals("RUN-kill-1795487467", newest.text("TASK_ID"));
    assertEquals("STOPPED", newest.text("CURRENT_STATE"));
    assertEquals("", newest.text("NOTHING"));
  }
}
