package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every role at every route. */
class RolesTest {

  /** Written by hand, so that nobody moves a route to another role by accident. */
  private static final String WHO_MAY =
      """
      READ_ONLY GET /v1/topologies
      READ_WRITE POST /v1/topologies
      READ_WRITE PUT /v1/topologies
      READ_WRITE POST /v1/topologies/simple
      OPERATOR POST /v1/topologies/bulk
      READ_ONLY POST /v1/topologies/validate
      READ_ONLY GET /v1/topologies/{id}
      READ_WRITE PUT /v1/topologies/{id}
      READ_WRITE DELETE /v1/topologies/{id}
      READ_ONLY GET /v1/topologies/{id}/stats
      READ_ONLY GET /v1/topologies/{id}/why
      READ_ONLY GET /v1/topologies/{id}/ledger
      OPERATOR PUT /v1/topologies/{id}/pause
      OPERATOR PUT /v1/topologies/{id}/unpause
      OPERATOR PUT /v1/topologies/{id}/run
      READ_ONLY GET /v1/topologies/{id}/revisions
      READ_ONLY GET /v1/topologies/{id}/revisions/{number}
      READ_WRITE POST /v1/topologies/{id}/revisions/{number}/restore
      READ_ONLY GET /v1/topologies/{id}/runs
      READ_ONLY GET /v1/topologies/{id}/runs/{runId}
      OPERATOR POST /v1/topologies/{id}/runs/{runId}/kill
      OPERATOR POST /v1/topologies/{id}/runs/{runId}/retry
      OPERATOR POST /v1/topologies/{id}/runs/{runId}/close
      OPERATOR POST /v1/topologies/{id}/runs/{runId}/tasks/{taskName}/kill
      READ_ONLY GET /v1/topologies/{id}/runs/{runId}/tasks/{taskName}/log
      READ_ONLY GET /v1/topologies/{id}/runs/{runId}/tasks/{taskName}/logs
      READ_ONLY GET /v1/topologies/{id}/runs/{runId}/tasks/{taskName}/logs/{file}
      READ_ONLY GET /v1/runs
      READ_ONLY GET /v1/export
      READ_WRITE POST /v1/import
      READ_ONLY POST /v1/schedule/preview
      READ_ONLY GET /v1/forecast
      READ_ONLY GET /v1/calendars
      ADMIN POST /v1/calendars
      READ_ONLY POST /v1/calendars/validate
      READ_ONLY GET /v1/calendars/{name}
      ADMIN PUT /v1/calendars/{name}
      ADMIN DELETE /v1/calendars/{name}
      READ_ONLY GET /v1/calendars/{name}/closures
      READ_ONLY GET /v1/groups
      READ_ONLY GET /v1/groups/{name}
      ADMIN PUT /v1/groups/{name}
      ADMIN DELETE /v1/groups/{name}
      READ_ONLY GET /v1/cluster
      READ_ONLY GET /v1/cluster/failovers
      ADMIN POST /v1/cluster/hold
      ADMIN POST /v1/cluster/release
      ADMIN POST /v1/cluster/step-down
      READ_ONLY GET /v1/events
      READ_WRITE GET /v1/audit
      READ_ONLY GET /v1/session
      anyone POST /v1/session
      anyone DELETE /v1/session
      """;

  private static final Users ONE_OF_EACH =
      Users.of(
          Arrays.stream(Role.values())
              .map(role -> new User(role.name(), role, PasswordCheck.plain("secret")))
              .toList());

  private static String login(Role role) {
    byte[] pair = (role + ":secret").getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Map<String, String> needed() {
    return WHO_MAY
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[1], words -> words[0], (a, _) -> a, TreeMap::new));
  }

  private static Wire.Reply ask(Node node, Role role, String route) throws IOException {
    String[] words = route.split(" ");
    boolean body = !words[0].equals("GET") && !words[0].equals("DELETE");
    try (Wire wire = new Wire(node.port())) {
      wire.request(
          words[0],
          "/apis" + words[1].replaceAll("\\{\\w+}", "none"),
          body ? "{}" : null,
          login(role),
          Wire.JSON);
      return words[1].equals("/v1/events") ? wire.head() : wire.reply(words[0]);
    }
  }

  @Test
  void theTableNamesEveryRouteAndWhatItNeeds() {
    Map<String, String> served =
        Routes.ofLeader().stream()
            .collect(
                Collectors.toMap(
                    route -> route.method() + " " + route.template(),
                    route -> route.role() == null ? "anyone" : route.role().name(),
                    (a, _) -> a,
                    TreeMap::new));
    assertEquals(needed(), served);
  }

  @Test
  void eachRoleIsLetInWhereItIsEnoughAndNowhereElse() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Node node = Node.leader(ONE_OF_EACH)) {
      for (Map.Entry<String, String> route : needed().entrySet()) {
        for (Role role : Role.values()) {
          boolean may =
              route.getValue().equals("anyone") || role.covers(Role.valueOf(route.getValue()));
          int status = ask(node, role, route.getKey()).status();
          if (status == 401 || may == (status == 403)) {
            wrong.add(role + " " + route.getKey() + " is answered " + status);
          }
        }
      }
      assertEquals(List.of(), wrong);
    }
  }

  @Test
  void whoIsNotLetInIsToldWhatItTakesAndNothingHappens() throws IOException {
    try (Node node = Node.leader(ONE_OF_EACH)) {
      Wire.Reply reply = ask(node, Role.READ_WRITE, "POST /v1/cluster/step-down");
      assertEquals(403, reply.status());
      assertEquals(
          "Forbidden: it needs the role ADMIN, and READ_WRITE has READ_WRITE",
          reply.json().path("message").asText());
      assertEquals(
          403,
          Wire.send(
                  node.port(),
                  "POST",
                  "/apis/v1/topologies",
                  Node.json("t"),
                  login(Role.OPERATOR),
                  Wire.JSON)
              .status());
      assertTrue(node.operations.list().isEmpty());
    }
  }

  @Test
  void anOperatorRunsWhatThereIsAsItIs() throws IOException {
    try (Node node = Node.leader(ONE_OF_EACH)) {
      node.operations.create(Node.topology("t"), Node.SOMEBODY);
      for (String body : List.of("", "{}", "{\"env\":{},\"note\":\"again\"}")) {
        assertEquals(200, run(node, Role.OPERATOR, body), body);
      }
      for (String body :
          List.of(
              "{\"env\":{\"A\":\"b\"}}", "{\"args\":[\"x\"]}", "{\"args\":[],\"note\":\"n\"}")) {
        assertEquals(403, run(node, Role.OPERATOR, body), body);
        assertEquals(200, run(node, Role.READ_WRITE, body), body);
      }
      assertEquals(400, run(node, Role.OPERATOR, "{\"envs\":{}}"));
      assertEquals(7, node.operations.callers.size());
    }
  }

  private static int run(Node node, Role role, String body) throws IOException {
    return Wire.send(node.port(), "PUT", "/apis/v1/topologies/t/run", body, login(role), Wire.JSON)
        .status();
  }

  @Test
  void manyAtOnceNeedWhatOneNeeds() throws IOException {
    try (Node node = Node.leader(ONE_OF_EACH)) {
      for (String action : List.of("PAUSE", "UNPAUSE", "RUN", "DELETE", "LABEL", "ELSE")) {
        String body = "{\"action\":\"" + action + "\",\"ids\":[\"t\"],\"dryRun\":true}";
        boolean operators = Set.of("PAUSE", "UNPAUSE", "RUN").contains(action);
        assertEquals(operators ? 200 : 403, bulk(node, Role.OPERATOR, body), action);
        assertEquals(200, bulk(node, Role.READ_WRITE, body), action);
      }
    }
  }

  private static int bulk(Node node, Role role, String body) throws IOException {
    return Wire.send(node.port(), "POST", "/apis/v1/topologies/bulk", body, login(role), Wire.JSON)
        .status();
  }

  @Test
  void whereNobodyIsAdminWhoMayWriteMayEverythingAsBefore() throws IOException {
    Users legacy =
        Users.of(
            List.of(
                new User("READ_WRITE", Role.READ_WRITE, PasswordCheck.plain("secret")),
                new User("READ_ONLY", Role.READ_ONLY, PasswordCheck.plain("secret"))));
    try (Node node = Node.leader(legacy)) {
      for (Map.Entry<String, String> route : needed().entrySet()) {
        int status = ask(node, Role.READ_WRITE, route.getKey()).status();
        assertFalse(status == 401 || status == 403, route + " is answered " + status);
      }
      assertEquals("ADMIN", role(node, Role.READ_WRITE));
      assertEquals("READ_ONLY", role(node, Role.READ_ONLY));
    }
    try (Node node = Node.leader(ONE_OF_EACH)) {
      for (Role role : Role.values()) {
        assertEquals(role.name(), role(node, role));
      }
    }
  }

  private static String role(Node node, Role role) throws IOException {
    return ask(node, role, "GET /v1/session").json().at("/data/role").asText();
  }
}
