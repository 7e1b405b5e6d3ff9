package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.server.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that changes something, asked of a node that does not lead, and the very same again
 * after the leader was cut off and another leads: what was done is done, once.
 */
class ChangesAcrossAFailoverTest {
  private static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final String LATER = "0 0 3 1 1 ? 2199";
  private static final String BASE = "/apis/v1/topologies";
  private static final String IMPORT = "/apis/v1/import?mode=";

  @TempDir Path directory;

  /** What a request is answered when it comes the second time. */
  private enum Again {
    /** The same, to the letter. */
    SAME,
    /** Something else, that it was done already say. */
    OTHER
  }

  /**
   * A request, and what it is answered before and after the failover.
   *
   * @param shows what the second answer must contain
   */
  private record Change(
      String method,
      String path,
      @Nullable String body,
      List<String> headers,
      int before,
      Again again,
      int after,
      String shows) {

    /** With a key: the second answer is that of the first. */
    static Change keyed(String method, String path, @Nullable String body) {
      String key = "Idempotency-Key: " + path.hashCode() + "-" + String.valueOf(body).hashCode();
      return new Change(method, path, body, List.of(key), 200, Again.SAME, 200, "SUCCESS");
    }

    /** Without: it is judged anew. */
    static Change plain(
        String method, String path, @Nullable String body, int after, String shows) {
      return new Change(method, path, body, List.of(), 200, Again.OTHER, after, shows);
    }

    Change onlyIf(String condition) {
      return new Change(
          method, path, body, List.of("If-Match: " + condition), before, again, after, shows);
    }

    Wire.Reply send(Node node) throws IOException {
      var all = new ArrayList<>(headers);
      all.addAll(List.of(Wire.ADMIN, Wire.JSON));
      return Wire.send(node.port(), method, path, body, all.toArray(String[]::new));
    }
  }

  private static String labelled(String name, String cron) {
    return TwoNodes.command(name, cron, "true")
        .replaceFirst("\\{", "{\"labels\":{\"repo\":\"x\"},");
  }

  private static List<Change> changes(String failed, String running) {
    String runs = BASE + "/work/runs/";
    return List.of(
        Change.keyed("POST", BASE, TwoNodes.command("keyed", NEVER, "true")),
        Change.plain("POST", BASE, TwoNodes.command("plain", NEVER, "true"), 409, "already exists"),
        Change.plain(
            "POST",
            BASE + "/validate",
            TwoNodes.command("a b", NEVER, "true"),
            200,
            "\"valid\":false"),
        // Edits and versions.
        Change.plain("PUT", BASE, TwoNodes.command("edited", LATER, "true"), 412, "\"revision\":2")
            .onlyIf("\"1\""),
        Change.plain("POST", BASE + "/restored/revisions/1/restore", null, 200, NEVER),
        Change.plain("PUT", BASE + "/paused/pause", "{\"reason\":\"repair\"}", 200, "PAUSED"),
        // Many at once.
        Change.keyed(
            "POST", BASE + "/bulk", "{\"action\":\"RUN\",\"ids\":[\"one\",\"two\",\"nobody\"]}"),
        Change.plain(
            "POST",
            BASE + "/bulk",
            "{\"action\":\"LABEL\",\"ids\":[\"one\"],\"labels\":{\"team\":\"y\"}}",
            200,
            "\"changed\":false"),
        Change.plain(
            "POST",
            BASE + "/bulk",
            "{\"action\":\"DELETE\",\"ids\":[\"gone\"]}",
            200,
            "No such topology: gone"),
        Change.keyed(
            "POST", IMPORT + "CREATE", "[" + TwoNodes.command("created", NEVER, "true") + "]"),
        Change.plain(
            "POST",
            IMPORT + "UPSERT",
            "[" + TwoNodes.command("two", LATER, "true") + "]",
            200,
            "UNCHANGED"),
        Change.plain(
            "POST",
            IMPORT + "SYNC&prune=repo%3Dx",
            "[" + labelled("kept", NEVER) + "]",
            200,
            "[{\"id\":\"kept\",\"kind\":\"TOPOLOGY\",\"action\":\"UNCHANGED\""),
        // Runs.
        Change.keyed("PUT", BASE + "/one/run", "{\"note\":\"by hand\",\"env\":{\"A\":\"b\"}}"),
        Change.keyed("POST", runs + failed + "/retry", null),
        Change.plain(
            "POST",
            runs + running + "/kill",
            "{\"reason\":\"too long\"}",
            409,
            "has ended already: FAILED"));
  }

  @Test
  void whatWasDoneIsDoneOnce() throws Exception {
    try (var nodes = new TwoNodes(directory)) {
      for (String name : List.of("edited", "paused", "one", "two", "gone")) {
        create(nodes.follower, TwoNodes.command(name, NEVER, "true"));
      }
      create(nodes.follower, TwoNodes.command("restored", NEVER, "true"));
      ok(nodes.follower, "PUT", BASE, TwoNodes.command("restored", LATER, "true"));
      create(nodes.follower, labelled("kept", NEVER));
      create(nodes.follower, labelled("pruned", NEVER));
      create(nodes.follower, TwoNodes.command("work", NEVER, "sleep ${NAP:-600}; exit 3"));
      String failed = run(nodes.follower, "{\"env\":{\"NAP\":\"0\"}}");
      awaitState(nodes.follower, failed, "FAILED");
      String running = run(nodes.follower, "{}");

      List<Change> changes = changes(failed, running);
      var first = new HashMap<Change, JsonNode>();
      for (Change change : changes) {
        Wire.Reply reply = change.send(nodes.follower);
        assertEquals(change.before(), reply.status(), () -> change + "\n" + reply.text());
        first.put(change, reply.json());
      }
      awaitState(nodes.follower, running, "FAILED");
      // A failover keeps the order of things: what goes on is finished by whoever leads.
      nodes.failOver();
      for (Change change : changes) {
        // Who led passes it on now.
        Wire.Reply reply = change.send(nodes.leader);
        assertEquals(change.after(), reply.status(), () -> change + "\n" + reply.text());
        assertTrue(reply.text().contains(change.shows()), () -> change + "\n" + reply.text());
        if (change.again() == Again.SAME) {
          assertEquals(first.get(change), reply.json(), change::toString);
        }
      }
      isOnce(nodes.leader, failed, running);
    }
  }

  /** What is there in the end. */
  private static void isOnce(Node node, String failed, String running) throws Exception {
    Map<String, Integer> runs =
        Map.of("one", 2, "two", 1, "work", 3, "edited", 0, "keyed", 0, "created", 0);
    for (var expected : runs.entrySet()) {
      assertEquals(
          expected.getValue(),
          get(node, BASE + "/" + expected.getKey() + "/runs").size(),
          expected.getKey());
    }
    List<String> names =
        List.of(
            "created",
            "edited",
            "kept",
            "keyed",
            "one",
            "paused",
            "plain",
            "restored",
            "two",
            "work");
    var there = new ArrayList<String>();
    get(node, BASE).forEach(topology -> there.add(topology.path("id").asText()));
    assertEquals(names, there);
    assertEquals(2, get(node, BASE + "/edited/revisions").size());
    assertEquals(3, get(node, BASE + "/restored/revisions").size());
    assertEquals("repair", get(node, BASE + "/paused").at("/pause/reason").asText());
    JsonNode killed = get(node, BASE + "/work/runs/" + running);
    assertEquals("Killed by admin: too long", killed.path("message").asText());
    assertEquals(List.of(failed), get(node, BASE + "/work/runs").findValuesAsText("retryOf"));
    // Each change is in the audit, once.
    List<String> actions = get(node, "/apis/v1/audit").findValuesAsText("action");
    Map<String, Long> audited =
        Map.of("RETRY", 1L, "KILL", 1L, "RESTORE", 1L, "EDIT", 4L, "DELETE", 2L);
    for (var expected : audited.entrySet()) {
      assertEquals(
          expected.getValue(),
          actions.stream().filter(expected.getKey()::equals).count(),
          () -> expected.getKey() + " in " + actions);
    }
  }

  private static void create(Node node, String topology) throws IOException {
    ok(node, "POST", BASE, topology);
  }

  private static JsonNode ok(Node node, String method, String path, @Nullable String body)
      throws IOException {
    Wire.Reply reply = Wire.send(node.port(), method, path, body, Wire.ADMIN, Wire.JSON);
    assertEquals(200, reply.status(), reply::text);
    return reply.json().path("data");
  }

  private static JsonNode get(Node node, String path) throws IOException {
    return ok(node, "GET", path, null);
  }

  private static String run(Node node, String body) throws IOException {
    return ok(node, "PUT", BASE + "/work/run", body).path("runId").asText();
  }

  private static void awaitState(Node node, String runId, String state) throws Exception {
    Await.until(
        runId + " is " + state,
        () -> get(node, BASE + "/work/runs/" + runId).path("state").asText().equals(state));
  }
}
