package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.rest.Role;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskState;
import epoch.api.topology.CatchUp;
import epoch.api.topology.CompositionType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API says what there is. */
class OpenApiTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static Stream<Route> routes() {
    return Stream.concat(
        Routes.ofLeader().stream(), Routes.ofEveryNode(new MemberProof(Optional.empty())).stream());
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (String name : ApiDescription.operations()) {
      String[] words = name.split(" ", 2);
      operations.put(
          name,
          ApiDescription.ROOT.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT)));
    }
    return operations;
  }

  private static String name(Route route) {
    return route.method() + " " + route.template();
  }

  @Test
  void itDescribesEveryRouteAndNothingElse() {
    Set<String> served = new TreeSet<>(routes().map(OpenApiTest::name).toList());
    assertEquals(served, operations().keySet());
  }

  @Test
  void itSaysWhoMayDoWhat() {
    routes()
        .forEach(route -> {
          JsonNode operation = operations().get(name(route));
          boolean open =
              operation.path("security").isArray() && operation.path("security").isEmpty();
          assertEquals(route.role() == null, open, name(route));
          String description = operation.path("description").asText();
          for (Role role : List.of(Role.OPERATOR, Role.READ_WRITE, Role.ADMIN)) {
            assertEquals(
                route.role() == role,
                description.startsWith("Needs the role " + role + "."),
                name(route));
          }
        });
  }

  @Test
  void everyOperationHasAnIdASummaryATagAndItsParameters() {
    Set<String> ids = new HashSet<>();
    Set<String> tags = new HashSet<>(ApiDescription.ROOT.path("tags").findValuesAsText("name"));
    operations()
        .forEach((name, operation) -> {
          assertTrue(ids.add(operation.path("operationId").asText()), name);
          assertFalse(operation.path("summary").asText().isBlank(), name);
          assertTrue(tags.contains(operation.at("/tags/0").asText()), name);
          assertTrue(operation.path("responses").has("default"), name);
          String path = name.substring(name.indexOf(' ') + 1);
          Set<String> expected = new TreeSet<>();
          PARAMETER.matcher(path).results().forEach(found -> expected.add(found.group(1)));
          Set<String> described = new TreeSet<>();
          for (JsonNode list :
              List.of(
                  ApiDescription.ROOT.path("paths").path(path).path("parameters"),
                  operation.path("parameters"))) {
            for (JsonNode parameter : list) {
              JsonNode resolved = resolve(parameter);
              if (resolved.path("in").asText().equals("path")) {
                described.add(resolved.path("name").asText());
              }
            }
          }
          assertEquals(expected, described, name);
        });
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref")
        ? ApiDescription.ROOT.at(node.path("$ref").asText().substring(1))
        : node;
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> references = new TreeSet<>(ApiDescription.ROOT.findValuesAsText("$ref"));
    for (String reference : references) {
      assertTrue(reference.startsWith("#/"), reference);
      assertFalse(ApiDescription.ROOT.at(reference.substring(1)).isMissingNode(), reference);
    }
    List<String> unused = new ArrayList<>();
    ApiDescription.ROOT
        .path("components")
        .properties()
        .forEach(kind ->
            kind.getValue()
                .fieldNames()
                .forEachRemaining(name -> {
                  String reference = "#/components/" + kind.getKey() + "/" + name;
                  if (!kind.getKey().equals("securitySchemes") && !references.contains(reference)) {
                    unused.add(reference);
                  }
                }));
    assertEquals(List.of(), unused);
  }

  /** A text with a comma that is not in quotes turns into a field without a value. */
  @Test
  void everyFieldHasAValue() {
    mustHaveValues("", ApiDescription.ROOT);
  }

  private static void mustHaveValues(String path, JsonNode node) {
    assertFalse(node.isNull(), path);
    node.properties()
        .forEach(field -> mustHaveValues(path + "/" + field.getKey(), field.getValue()));
    if (node.isArray()) {
      node.forEach(item -> mustHaveValues(path + "/-", item));
    }
  }

  @Test
  void itKnowsTheSameConstantsAsTheServer() {
    constants("/components/schemas/RunState/enum", RunState.values());
    constants("/components/schemas/Run/properties/runType/enum", RunType.values());
    constants("/components/schemas/TaskRun/properties/state/enum", TaskState.values());
    constants("/components/schemas/Policy/properties/catchUp/enum", CatchUp.values());
    constants("/components/schemas/Session/properties/role/enum", Role.values());
    constants(
        "/components/schemas/CompositeTask/properties/compositionType/enum",
        CompositionType.values());
  }

  private static void constants(String pointer, Enum<?>[] values) {
    List<String> described = new ArrayList<>();
    ApiDescription.ROOT.at(pointer).forEach(value -> described.add(value.asText()));
    assertEquals(Arrays.stream(values).map(Enum::name).toList(), described, pointer);
  }

  @Test
  void everyNodeServesItToAnyone() throws IOException {
    try (Node alone = Node.follower(null)) {
      Wire.Reply reply = Wire.send(alone.port(), "GET", "/apis/openapi.yaml", null);
      assertEquals(200, reply.status());
      assertEquals("application/yaml", reply.header("Content-Type"));
      assertTrue(reply.text().startsWith("openapi: 3.1."), reply::text);
      assertFalse(reply.text().contains("${"), "the version is not filled in");
    }
  }

  @Test
  void anAnswerThatIsNotDescribedIsAFault() {
    faulty("GET", "/apis/v1/topologies/a", 200, "{\"status\":\"SUCCESS\",\"message\":\"success\"}");
    faulty(
        "GET",
        "/apis/housekeeping/v1/leader",
        200,
        "{\"status\":\"SUCCESS\",\"leader\":\"http://h:1\",\"more\":1}");
    faulty("GET", "/apis/v1/nothing", 200, "{\"status\":\"SUCCESS\"}");
    faulty("GET", "/apis/v1/topologies/a", 201, "{}");
    faulty("GET", "/apis/v1/topologies/a", 404, "{\"status\":\"FAILED\"}");
    ApiDescription.check(
        "GET",
        "/apis/v1/topologies/a",
        reply(404, "{\"status\":\"FAILED\",\"message\":\"No such topology: a\"}"));
  }

  private static void faulty(String method, String path, int status, String body) {
    assertThrows(
        AssertionError.class, () -> ApiDescription.check(method, path, reply(status, body)), path);
  }

  private static Wire.Reply reply(int status, String body) {
    return new Wire.Reply(
        status,
        Map.of("content-type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
