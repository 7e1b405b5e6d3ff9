package epoch.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings of a real Drove and a real Epoch 1.14 in {@code src/test/resources/contract}. */
public final class Contract {

  private Contract() {}

  /** One recorded exchange. */
  public record Exchange(String name, JsonNode recording) {

    /** The JSON that was sent, or a missing node. */
    public JsonNode request() {
      return recording.path("request").path("body");
    }

    /** The path that was asked for, without the query. */
    public String path() {
      return recording.path("request").path("path").asText().replaceAll("\\?.*", "");
    }

    public String method() {
      return recording.path("request").path("method").asText();
    }

    /** The JSON that was answered, or a missing node. */
    public JsonNode response() {
      return recording.path("response").path("body");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All exchanges of a folder, by name. */
  public static List<Exchange> exchanges(String folder) {
    try (Stream<Path> files =
        Files.list(Path.of(Contract.class.getResource("/contract/" + folder).toURI()))) {
      return files
          .sorted()
          .map(file -> new Exchange(file.getFileName().toString().replace(".json", ""), json(file)))
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** One exchange of a folder. */
  public static Exchange exchange(String folder, String name) {
    return exchanges(folder).stream()
        .filter(exchange -> exchange.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Reads the JSON as the type and proves that it is written back equal; explicit nulls count as
   * absent.
   */
  public static <T> T assertSurvives(JsonNode json, TypeReference<T> type) throws IOException {
    T value = Json.read(json.toString(), type);
    assertEquals(json, reread(value));
    assertEquals(value, Json.read(Json.bytes(value), type), "read back equal");
    return value;
  }

  /** As above. */
  public static <T> T assertSurvives(JsonNode json, Class<T> type) throws IOException {
    T value = Json.read(json.toString(), type);
    assertEquals(json, reread(value));
    assertEquals(value, Json.read(Json.bytes(value), type), "read back equal");
    return value;
  }

  private static JsonNode reread(Object value) throws IOException {
    return Json.read(Json.text(value), JsonNode.class);
  }

  private static JsonNode json(Path file) {
    try {
      return Json.read(Files.readString(file), JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
