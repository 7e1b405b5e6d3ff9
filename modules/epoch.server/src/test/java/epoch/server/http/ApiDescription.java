package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The description of the API as a judge of answers. Stricter than what it is to clients: a field
 * that is not described is a fault, unless its object says that it may have others.
 */
public final class ApiDescription {
  private static final String BASE = "https://epoch.invalid/openapi";

  static final JsonNode ROOT = strict(read());

  private static final Set<String> OPERATIONS = readOperations();

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(loaders -> loaders.schemas(Map.of(BASE, ROOT.toString()))));

  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private ApiDescription() {}

  private static JsonNode read() {
    try (InputStream file = OpenApi.class.getResourceAsStream(OpenApi.FILE)) {
      return new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode strict(JsonNode node) {
    node.forEach(ApiDescription::strict);
    if (node instanceof ObjectNode schema
        && schema.path("type").asText().equals("object")
        && schema.has("properties")
        && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
    return node;
  }

  /** Fails unless the answer is one that the description foresees for the request. */
  static void check(String method, String target, Wire.Reply reply) {
    String path = target.replaceFirst("\\?.*", "");
    if (!path.startsWith("/apis/")) {
      return;
    }
    String asked = method + " " + target + ": ";
    Optional<JsonNode> operation = described(method, path);
    if (reply.status() == 204 && method.equals("OPTIONS")) {
      return;
    }
    if (reply.status() == 400
        && reply.body().length == 0
        && reply.header("Connection").equals("close")) {
      // What is no HTTP does not get as far as Epoch.
      return;
    }
    if (operation.isEmpty()) {
      assertTrue(reply.status() >= 400, asked + "answered though it is not described");
    }
    String response = response(operation, reply.status());
    JsonNode contents = ROOT.at(response).path("content");
    String type = reply.header("Content-Type").replaceFirst(";.*", "");
    assertTrue(contents.has(type), asked + "is not described to answer " + type);
    if (type.equals("application/json") && !method.equals("HEAD")) {
      validate(asked, response + "/content/application~1json/schema", reply);
    }
  }

  private static void validate(String asked, String pointer, Wire.Reply reply) {
    JsonSchema schema =
        SCHEMAS.computeIfAbsent(
            pointer, at -> FACTORY.getSchema(SchemaLocation.of(BASE + "#" + at)));
    try {
      Set<ValidationMessage> faults = schema.validate(reply.json());
      assertTrue(
          faults.isEmpty(),
          () -> asked + "not as " + pointer + " says: " + faults + "\n" + reply.text());
    } catch (IOException e) {
      throw new AssertionError(asked + "not JSON: " + reply.text(), e);
    }
  }

  /** Where the response is described. */
  private static String response(Optional<JsonNode> operation, int status) {
    if (operation.isEmpty()) {
      return "/components/responses/Failure";
    }
    JsonNode responses = operation.get().path("responses");
    JsonNode response = responses.path(Integer.toString(status));
    if (response.isMissingNode()) {
      assertTrue(status >= 400, "a status that is not described: " + status);
      response = responses.path("default");
    }
    JsonNode reference = response.get("$ref");
    assertNotNull(reference, "responses stand under components");
    return reference.asText().substring(1);
  }

  private static Optional<JsonNode> described(String method, String target) {
    return operation(method.equals("HEAD") ? "GET" : method, target)
        .map(operation -> {
          String[] words = operation.split(" ", 2);
          return ROOT.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
        });
  }

  private static long parameters(String operation) {
    return operation.chars().filter(character -> character == '{').count();
  }

  /** The operations that are described, such as {@code GET /v1/audit}. */
  public static Set<String> operations() {
    return OPERATIONS;
  }

  private static Set<String> readOperations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : ROOT.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> field : path.getValue().properties()) {
        if (!field.getKey().equals("parameters")) {
          operations.add(field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** Which of them a request asks for. */
  public static Optional<String> operation(String method, String target) {
    String path = target.replaceFirst("\\?.*", "").replaceFirst("^/apis", "");
    List<String> parts = List.of(path.substring(1).split("/", -1));
    return OPERATIONS.stream()
        .filter(operation -> operation.startsWith(method + " "))
        .filter(operation -> fits(operation.substring(method.length() + 1), parts))
        // The one with the fewest parameters: "simple" below topologies is none of them.
        .min(Comparator.comparingLong(ApiDescription::parameters));
  }

  private static boolean fits(String template, List<String> parts) {
    List<String> expected = Arrays.asList(template.substring(1).split("/"));
    if (expected.size() != parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      boolean parameter = expected.get(i).startsWith("{") && !parts.get(i).isEmpty();
      if (!parameter && !expected.get(i).equals(parts.get(i))) {
        return false;
      }
    }
    return true;
  }
}
