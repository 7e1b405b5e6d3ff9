package epoch.server.drove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.drove.EventsPage;
import epoch.api.drove.LogChunk;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskSpec;
import epoch.api.json.Json;
import epoch.server.drove.CreateOutcome.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a real Drove was recorded to answer is served again, and each answer has to be understood.
 */
class RecordedAnswersTest {
  private static final String TASK = "RUN-x";

  /** Calls that Epoch does not make. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "cluster-dashboard",
          "cluster-events-deprecated",
          "cluster-events-summary",
          "cluster-executors",
          "maintenance-set-as-admin-rw",
          "maintenance-set-as-root",
          "maintenance-unset-as-root",
          "tasks-search-by-app",
          "tasks-search-by-app-and-id",
          "tasks-search-form");

  private static final Set<String> NO_CAPACITY =
      Set.of(
          "task-create-no-executors",
          "task-create-no-free-capacity-at-create-time",
          "task-create-too-many-cpus",
          "task-create-too-much-memory");

  @TestFactory
  Stream<DynamicTest> everyRecordedCreateIsUnderstood() {
    return operations("CREATE")
        .map(one ->
            dynamicTest(one.name(), () -> assertCreate(one, with(one, d -> d.create(spec())))));
  }

  private static void assertCreate(Recording one, CreateOutcome outcome) {
    String name = one.name();
    int status = one.response().path("status").asInt();
    if (status == 200) {
      assertInstanceOf(CreateOutcome.Accepted.class, outcome);
    } else if (name.contains("duplicate")) {
      assertInstanceOf(CreateOutcome.Exists.class, outcome);
    } else if (name.startsWith("nonleader")) {
      assertEquals(Why.NO_LEADER, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
    } else if (name.contains("maintenance")) {
      assertEquals(Why.MAINTENANCE, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
    } else if (NO_CAPACITY.contains(name)) {
      assertEquals(Why.NO_CAPACITY, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
    } else if (status == 401 || status == 403) {
      assertEquals(Why.UNREACHABLE, assertInstanceOf(CreateOutcome.NotNow.class, outcome).why());
    } else {
      String said =
          one.response().path("body").path("data").path("validationErrors").path(0).asText();
      assertEquals(said, assertInstanceOf(CreateOutcome.Refused.class, outcome).message());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedKillIsUnderstood() {
    return operations("KILL")
        .map(one ->
            dynamicTest(
                one.name(),
                () -> {
                  KillOutcome outcome = with(one, drove -> drove.kill(TASK));
                  if (one.response().path("status").asInt() == 200) {
                    assertInstanceOf(KillOutcome.Accepted.class, outcome);
                  } else {
                    assertInstanceOf(KillOutcome.NotRunning.class, outcome);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedLookIsUnderstood() {
    return gets("/apis/v1/tasks/[^/]+/instances/.*")
        .map(one ->
            dynamicTest(
                one.name(),
                () -> {
                  String id = one.path().substring(one.path().lastIndexOf('/') + 1);
                  Lookup lookup = with(one, drove -> drove.find(id));
                  JsonNode body = one.response().path("body");
                  if (one.response().path("status").asInt() != 200) {
                    assertInstanceOf(Lookup.Unavailable.class, lookup);
                  } else if (body.path("status").asText().equals("SUCCESS")) {
                    TaskInfo info = assertInstanceOf(Lookup.Found.class, lookup).info();
                    assertEquals(body.path("data").path("state").asText(), info.state().name());
                  } else {
                    assertInstanceOf(Lookup.Absent.class, lookup);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedListIsUnderstood() {
    return gets("/apis/v1/tasks")
        .map(one ->
            dynamicTest(
                one.name(),
                () -> {
                  Reply<List<TaskInfo>> reply = with(one, Drove::active);
                  if (one.response().path("status").asInt() == 200) {
                    int size = one.response().path("body").path("data").size();
                    assertEquals(size, answered(reply).size());
                  } else {
                    assertInstanceOf(Reply.Unavailable.class, reply);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedPageOfEventsIsUnderstood() {
    return gets("/apis/v1/cluster/events/latest.*")
        .map(one ->
            dynamicTest(
                one.name(),
                () -> {
                  EventsPage page = answered(with(one, drove -> drove.events(0, 1024)));
                  JsonNode data = one.response().path("body").path("data");
                  assertEquals(data.path("events").size(), page.events().size());
                  assertEquals(data.path("lastSyncTime").asLong(), page.lastSyncTime());
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedSummaryIsUnderstood() {
    return gets("/apis/v1/cluster")
        .map(one ->
            dynamicTest(
                one.name(),
                () -> {
                  var reply = with(one, Drove::cluster);
                  if (one.response().path("status").asInt() == 200) {
                    assertEquals("localhost:10000", answered(reply).leader());
                  } else {
                    assertInstanceOf(Reply.Unavailable.class, reply);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedDeleteIsUnderstood() {
    return Recording.all().stream()
        .filter(one -> one.method().equals("DELETE"))
        .map(one ->
            dynamicTest(
                one.name(), () -> assertEquals(true, answered(with(one, d -> d.delete(TASK))))));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedLogIsUnderstood() {
    return gets("/apis/v1/logfiles/.*").map(one -> dynamicTest(one.name(), () -> assertLog(one)));
  }

  private static void assertLog(Recording one) throws IOException {
    JsonNode body = one.response().path("body");
    if (one.path().endsWith("/list")) {
      List<String> files = answered(with(one, drove -> drove.logs().list(TASK)));
      assertEquals(
          one.response().path("status").asInt() == 204 ? List.of() : List.of("output.log"), files);
    } else if (one.path().contains("/read/")) {
      Reply<LogChunk> chunk = with(one, drove -> drove.logs().read(TASK, "output.log", 0, 300));
      if (one.response().path("status").asInt() == 500) {
        assertInstanceOf(Reply.Missing.class, chunk);
      } else {
        assertEquals(body.path("data").asText(), answered(chunk).data());
        assertEquals(body.path("offset").asLong(), answered(chunk).offset());
      }
    } else {
      String text =
          with(
              one,
              drove -> {
                try (InputStream in = answered(drove.logs().download(TASK, "output.log"))) {
                  return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertEquals(one.response().path("rawBody").asText(), text);
    }
  }

  @Test
  void whatDroveThinksOfASpecIsUnderstood() {
    assertInstanceOf(
        Validation.Valid.class,
        with(Recording.named("task-validate-spec-ok"), drove -> drove.validate(spec())));
    Validation.Problems problems =
        assertInstanceOf(
            Validation.Problems.class,
            with(Recording.named("task-validate-spec-too-many-cpus"), d -> d.validate(spec())));
    assertEquals(2, problems.problems().size());
    for (String old : List.of("http-unknown-path", "http-wrong-method")) {
      assertInstanceOf(
          Validation.CannotSay.class, with(Recording.named(old), drove -> drove.validate(spec())));
    }
  }

  /** So that a recording added later is not passed over in silence. */
  @Test
  void noRecordedAnswerIsLeftOut() {
    for (Recording one : Recording.all()) {
      boolean covered =
          one.path().matches("/apis/v1/(tasks|cluster|ping|logfiles/.*|cluster/events/latest.*)")
              || one.path().matches("/apis/v1/tasks/([^/]+/instances/.*|operations|validate/spec)")
              || one.path().equals("/apis/v1/nonexistent");
      assertTrue(covered || NOT_OURS.contains(one.name()), one.name());
    }
  }

  @Test
  void aCreateLooksLikeTheRecordedOne() {
    Recording one = Recording.named("task-create-success");
    try (StubServer server = new StubServer(asked -> one.told());
        Drove drove = drove(server)) {
      var _ = drove.create(spec());
      StubServer.Asked asked = server.asked().getFirst();
      assertEquals(one.path(), asked.path());
      assertEquals("application/json; charset=utf-8", asked.headers().get("Content-Type"));
      ObjectNode sent = Json.read(asked.body().getBytes(StandardCharsets.UTF_8), ObjectNode.class);
      assertEquals(one.request().path("body").path("spec"), sent.path("spec"));
      assertEquals("CREATE", sent.path("type").asText());
      assertTrue(sent.path("opSpec").has("timeout"));
      assertEquals(1, server.asked().size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKillLooksLikeTheRecordedOne() throws IOException {
    Recording one = Recording.named("task-kill-running");
    try (StubServer server = new StubServer(asked -> one.told());
        Drove drove = drove(server)) {
      var _ = drove.kill(one.request().path("body").path("taskId").asText());
      ObjectNode sent = Json.read(server.asked().getFirst().body(), ObjectNode.class);
      ObjectNode recorded = one.request().path("body").deepCopy();
      sent.remove("opSpec");
      recorded.remove("opSpec");
      assertEquals(recorded, sent);
    }
  }

  private static Stream<Recording> operations(String type) {
    return Recording.all().stream()
        .filter(one -> one.path().endsWith("/tasks/operations") && one.method().equals("POST"))
        .filter(one ->
            one.request().path("body").path("type").asText("CREATE").equals("KILL")
                == type.equals("KILL"));
  }

  private static Stream<Recording> gets(String pathPattern) {
    return Recording.all().stream()
        .filter(one -> one.method().equals("GET") && one.path().matches(pathPattern));
  }

  private static <T> T with(Recording one, java.util.function.Function<Drove, T> call) {
    try (StubServer server = new StubServer(asked -> one.told());
        Drove drove = drove(server)) {
      return call.apply(drove);
    }
  }

  private static Drove drove(StubServer server) {
    return new Drove(
        DroveSettings.of(List.of(server.url()), "epoch-test"),
        InstantSource.system(),
        System::nanoTime,
        CallListener.none());
  }

  static <T> T answered(Reply<T> reply) {
    return switch (reply) {
      case Reply.Answered<T>(T value) -> value;
      case Reply.Missing<T>(String message) -> throw new AssertionError(message);
      case Reply.Unavailable<T>(String reason) -> throw new AssertionError(reason);
    };
  }

  static TaskSpec spec() {
    try {
      return Json.read(
          Recording.named("task-create-success").request().path("body").path("spec"),
          TaskSpec.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
