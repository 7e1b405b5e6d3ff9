package epoch.api.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Contract;
import epoch.api.json.Contract.Exchange;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EpochContractTest {

  /**
   * Requests that leave out what is mandatory or say it in another way; they can be read, so that
   * validation can name all that is wrong, but not written back.
   */
  private static final Set<String> INCOMPLETE =
      Set.of(
          "topology-create-no-task",
          "topology-create-no-trigger",
          "topology-create-no-executable",
          "topology-create-null-taskName",
          "topology-create-AT-iso-string");

  private static final String RUN = "/apis/v1/topologies/[^/]+/runs/[^/]+";

  @TestFactory
  Stream<DynamicTest> everyRecordedTopologySentToEpochSurvives() {
    return Contract.exchanges("epoch").stream()
        .filter(exchange ->
            exchange.request().isObject() && exchange.path().startsWith("/apis/v1/topologies"))
        .filter(exchange -> !INCOMPLETE.contains(exchange.name()))
        .map(exchange ->
            DynamicTest.dynamicTest(
                exchange.name(),
                () -> Contract.assertSurvives(exchange.request(), requestType(exchange))));
  }

  private static Class<?> requestType(Exchange exchange) {
    return exchange.path().equals("/apis/v1/topologies") ? Topology.class : SimpleTopology.class;
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedAnswerOfEpoch114Survives() {
    return Contract.exchanges("epoch").stream()
        .filter(exchange -> exchange.response().isObject() && !exchange.response().has("servlet"))
        .filter(exchange -> !exchange.response().path("data").has("failure"))
        .filter(exchange -> !exchange.response().path("data").path("validationErrors").isTextual())
        .map(exchange ->
            DynamicTest.dynamicTest(
                exchange.name(),
                () -> Contract.assertSurvives(exchange.response(), answerType(exchange))));
  }

  private static TypeReference<?> answerType(Exchange exchange) {
    String path = exchange.path();
    JsonNode data = exchange.response().path("data");
    if (path.endsWith("/housekeeping/v1/leader")) {
      return new TypeReference<LeaderAnswer>() {};
    }
    if (data.has("validationErrors")) {
      return new TypeReference<Envelope<ValidationErrors>>() {};
    }
    if (path.matches(RUN)) {
      return new TypeReference<Envelope<Run>>() {};
    }
    if (path.endsWith("/runs")) {
      return new TypeReference<Envelope<List<Run>>>() {};
    }
    if (path.endsWith("/run")) {
      return new TypeReference<Envelope<RunStarted>>() {};
    }
    if (path.endsWith("/kill")) {
      return new TypeReference<Envelope<KillAnswer>>() {};
    }
    if (path.endsWith("/log")) {
      return new TypeReference<Envelope<String>>() {};
    }
    if (exchange.method().equals("DELETE")) {
      return new TypeReference<Envelope<Boolean>>() {};
    }
    return data.isArray()
        ? new TypeReference<Envelope<List<TopologyDetails>>>() {}
        : new TypeReference<Envelope<TopologyDetails>>() {};
  }

  @TestFactory
  Stream<DynamicTest> everyZnodeThatEpoch114WroteSurvives() {
    return Contract.exchanges("zookeeper").stream()
        .flatMap(dump -> dump.recording().valueStream())
        .filter(znode -> znode.get("data").isObject())
        .map(znode ->
            DynamicTest.dynamicTest(znode.get("path").asText(), () -> znodeSurvives(znode)));
  }

  private static void znodeSurvives(JsonNode znode) throws IOException {
    String path = znode.get("path").asText();
    if (path.contains("/runs/")) {
      Run run = Contract.assertSurvives(znode.get("data"), Run.class);
      assertEquals(run.runId(), RunId.parse(run.runId()).orElseThrow().toString());
      run.tasks()
          .forEach((name, task) ->
              assertEquals(
                  task.taskId(),
                  RunId.parse(run.runId()).orElseThrow().taskId(run.topologyId(), name, 1)));
    } else {
      TopologyDetails details = Contract.assertSurvives(znode.get("data"), TopologyDetails.class);
      assertTrue(path.endsWith("/" + details.id()));
    }
  }

  @TestFactory
  Stream<DynamicTest> incompleteTopologiesCanBeReadSoThatValidationCanSpeak() {
    return INCOMPLETE.stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () ->
                    Json.read(
                        Contract.exchange("epoch", name).request().toString(), Topology.class)));
  }

  @Test
  void aTimeInIso8601IsReadAsEpoch114Did() throws IOException {
    Topology topology =
        Json.read(
            Contract.exchange("epoch", "topology-create-AT-iso-string").request().toString(),
            Topology.class);
    assertEquals(AtTrigger.of(Instant.ofEpochMilli(4070908800000L)), topology.trigger());
  }

  @Test
  void aTopologyOf114WithoutTaskNameCanBeRead() throws IOException {
    Topology topology =
        Json.read(
            Contract.exchange("epoch", "topology-create-null-taskName").request().toString(),
            Topology.class);
    assertNull(topology.task().containers().getFirst().taskName());
  }

  @Test
  void aSingleValidationErrorOf114IsReadAsAList() throws IOException {
    Envelope<ValidationErrors> answer =
        Json.read(
            Contract.exchange("epoch", "topology-create-malformed-json").response().toString(),
            new TypeReference<Envelope<ValidationErrors>>() {});
    assertEquals(
        List.of("Unexpected end-of-input within/between Object entries"),
        answer.data().validationErrors());
  }
}
