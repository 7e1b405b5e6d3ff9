package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.server.http.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that shows something, asked with both roles and with none: of a node that does not
 * lead, and after the leader was cut off, of the one that leads then and of the one that led.
 */
class ReadsAcrossAFailoverTest {
  private static final String BASE = "/apis/v1/topologies";
  private static final String NO_ONE = "X-Says: I have no password";
  private static final String PREVIEW =
      """
      {"trigger":{"type":"CRON","timeSpec":"0 30 2 * * ?","timeZone":"Europe/Berlin"},
       "from":1824508800000,"count":2,"zone":"Asia/Kolkata"}
      """;

  @TempDir Path directory;

  /**
   * A question.
   *
   * @param guest what who may only read is answered
   * @param shows what the answer contains
   * @param stream whether it has no end
   */
  private record Question(
      String method,
      String path,
      @Nullable String body,
      int guest,
      List<String> shows,
      boolean stream) {

    static Question get(String path, String... shows) {
      return new Question("GET", path, null, 200, List.of(shows), false);
    }

    Question forWritersOnly() {
      return new Question(method, path, body, 403, shows, stream);
    }

    Question endless() {
      return new Question(method, path, body, guest, shows, true);
    }

    /** Who asks is answered this status, and what the question is about if it is 200. */
    void ask(Node node, String who, int status) throws IOException {
      String what = method + " " + path + " " + who;
      if (stream && status == 200) {
        listen(node, who, what);
        return;
      }
      Wire.Reply reply =
          body == null
              ? Wire.send(node.port(), method, path, null, who)
              : Wire.send(node.port(), method, path, body, who, Wire.JSON);
      assertEquals(status, reply.status(), () -> what + "\n" + reply.text());
      for (String some : status == 200 ? shows : List.<String>of()) {
        assertTrue(
            reply.text().contains(some), () -> what + " shows " + some + "\n" + reply.text());
      }
    }

    private void listen(Node node, String who, String what) throws IOException {
      try (Wire wire = new Wire(node.port())) {
        wire.request(method, path, body, who);
        Wire.Reply head = wire.head();
        assertEquals(200, head.status(), what);
        assertEquals("text/event-stream; charset=utf-8", head.header("Content-Type"), what);
        var said = new StringBuilder();
        while (!shows.stream().allMatch(some -> said.indexOf(some) >= 0)) {
          byte[] chunk = wire.chunk();
          assertTrue(chunk.length > 0, () -> what + " ends after\n" + said);
          said.append(new String(chunk, StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static List<Question> questions(String runId, long fired) {
    String logs = BASE + "/often/runs/" + runId + "/tasks/work/logs";
    return List.of(
        Question.get(BASE, "\"id\":\"often\"", "\"id\":\"yearly\""),
        Question.get(
            BASE + "?q=YEAR&state=ACTIVE&sort=-name&limit=1&view=summary",
            "\"id\":\"yearly\"",
            "\"words\":"),
        Question.get(BASE + "?limit=1", "\"id\":\"often\""),
        Question.get(BASE + "/often", "\"lastRun\":", "\"outcomes\":[", "\"owner\":\"ann\""),
        Question.get(BASE + "/often/runs?state=SUCCESSFUL&limit=1", "\"state\":\"SUCCESSFUL\""),
        Question.get(BASE + "/often/runs/" + runId, "\"runId\":\"" + runId + "\""),
        Question.get(
            "/apis/v1/runs?topology=often&state=SUCCESSFUL&limit=2", "\"topologyId\":\"often\""),
        Question.get(BASE + "/often/stats", "\"runs\":", "\"median\":"),
        Question.get(
            BASE + "/often/why?at=" + fired, "succeeded after", "\"runId\":\"" + runId + "\""),
        Question.get(BASE + "/often/ledger", "\"verdict\":\"RAN\""),
        Question.get(BASE + "/often/revisions", "\"author\":\"admin\""),
        Question.get(BASE + "/often/revisions/1", "\"number\":1"),
        new Question(
            "POST", "/apis/v1/schedule/preview", PREVIEW, 200, List.of("02:30", "+05:30"), false),
        Question.get("/apis/v1/forecast?bucket=1h", "\"buckets\":[", "\"runs\":3600"),
        Question.get(logs, "\"name\":\"output.log\"", "\"size\":10"),
        Question.get(logs + "/output.log", "\"data\":\"abc\\ndefgh\\n\""),
        Question.get(
            logs + "/output.log?offset=4&length=3", "\"data\":\"def\"", "\"nextOffset\":7"),
        Question.get(logs + "/output.log?offset=-3&length=2", "\"data\":\"gh\""),
        Question.get(logs + "/output.log?download=true", "abc\ndefgh\n"),
        Question.get(logs + "/output.log?follow=true&offset=0", "abc\\ndefgh", "event: end")
            .endless(),
        Question.get("/apis/v1/events?kind=fire&kind=leader", "event: leader", "event: fire")
            .endless(),
        Question.get(
                "/apis/v1/audit?topology=often&limit=5",
                "\"who\":\"admin\"",
                "\"action\":\"CREATE\"")
            .forWritersOnly(),
        Question.get("/apis/v1/cluster", "\"leader\":true", "\"topologies\":2"),
        Question.get("/apis/v1/calendars", "\"name\":\"holidays\""),
        Question.get("/apis/v1/calendars/holidays/closures", "\"closures\":["),
        Question.get("/apis/v1/cluster/failovers", "\"status\":\"SUCCESS\""),
        Question.get("/apis/v1/session", "\"role\":\""),
        Question.get("/apis/v1/export?format=yaml&label=team%3Dx", "name: \"often\""));
  }

  @Test
  void everyQuestionIsAnsweredByEveryNodeToWhoMayAsk() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      make(
          nodes.follower,
          BASE,
          TwoNodes.command("often", "* * * * * ?", "echo abc; echo defgh")
              .replaceFirst("\\{", "{\"owner\":\"ann\",\"labels\":{\"team\":\"x\"},"));
      make(nodes.follower, BASE, TwoNodes.command("yearly", "0 0 0 1 1 ?", "true"));
      String holidays =
          """
          {"name":"holidays","timeZone":"Europe/Berlin","windows":[{"type":"DATES","dates":["--12-25"]}]}
          """;
      make(nodes.follower, "/apis/v1/calendars", holidays);
      JsonNode run = Await.found("a run that succeeded", () -> succeeded(nodes.follower));
      // The first of them: it is the last that would be forgotten.
      List<Question> questions =
          questions(run.path("runId").asText(), run.path("fireTime").asLong());
      askAll(questions, nodes.follower);
      nodes.failOver();
      askAll(questions, nodes.follower);
      askAll(questions, nodes.leader);
    }
  }

  private static void askAll(List<Question> questions, Node node) throws IOException {
    for (Question question : questions) {
      question.ask(node, Wire.ADMIN, 200);
      question.ask(node, Wire.GUEST, question.guest());
      question.ask(node, NO_ONE, 401);
    }
  }

  private static Optional<JsonNode> succeeded(Node node) throws IOException {
    String path = BASE + "/often/runs?state=SUCCESSFUL";
    JsonNode runs = Wire.send(node.port(), "GET", path, null, Wire.ADMIN).json().path("data");
    var all = new ArrayList<JsonNode>();
    runs.forEach(all::add);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private static void make(Node node, String path, String body) throws IOException {
    Wire.Reply made = Wire.send(node.port(), "POST", path, body, Wire.ADMIN, Wire.JSON);
    assertEquals(200, made.status(), made::text);
  }
}
