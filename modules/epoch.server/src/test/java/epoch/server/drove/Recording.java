package epoch.server.drove;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An exchange with a real Drove. */
record Recording(String name, JsonNode request, JsonNode response) {

  static List<Recording> all() {
    try {
      Path folder = Path.of(Recording.class.getResource("/contract/drove").toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().map(Recording::read).toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Recording named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Recording read(Path file) {
    try {
      JsonNode whole = Json.read(Files.readAllBytes(file), JsonNode.class);
      return new Recording(
          whole.path("name").asText(), whole.get("request"), whole.get("response"));
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  String path() {
    return request.path("path").asText();
  }

  String method() {
    return request.path("method").asText();
  }

  /** What Drove answered. */
  StubServer.Told told() {
    JsonNode raw = response.path("rawBody");
    String body = raw.isTextual() ? raw.asText() : response.path("body").toString();
    Map<String, String> headers =
        response.path("headers").has("Location")
            ? Map.of("Location", response.path("headers").path("Location").asText())
            : Map.of();
    return new StubServer.Told(
        response.path("status").asInt(),
        response.path("headers").path("Content-Type").asText(""),
        body,
        headers);
  }
}
