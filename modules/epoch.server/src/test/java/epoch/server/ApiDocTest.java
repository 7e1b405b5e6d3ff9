package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.ApiDoc.Example;
import epoch.server.http.ApiDescription;
import epoch.server.http.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of docs/api.md, in its order, against a real cluster, through a follower. */
class ApiDocTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "api.md");

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir Path directory;

  @Test
  void everyExampleIsAnsweredAsTheDocumentSays() throws Exception {
    List<Example> examples = ApiDoc.examples(Files.readString(DOCUMENT));
    assertTrue(examples.size() > 20);
    var captured = new TreeMap<String, String>();
    try (var nodes = new TwoNodes(directory)) {
      captured.put("leader", "http://127.0.0.1:" + nodes.leader.port());
      captured.put("follower", "http://127.0.0.1:" + nodes.follower.port());
      captured.put("drove", nodes.drove.url());
      for (Example example : examples) {
        assertEquals("", problem(example, nodes.follower.port(), captured), example.title());
      }
    }
  }

  /** What goes on by itself may need a moment, so what only reads is asked again. */
  private static String problem(Example example, int port, Map<String, String> captured)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Example filled = example.filled(captured);
      var named = new TreeMap<>(captured);
      Optional<String> difference = filled.compare(send(port, filled), named);
      if (difference.isEmpty()) {
        captured.putAll(named);
        return "";
      }
      if (!example.method().equals("GET") || System.nanoTime() > end) {
        return difference.get();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static Wire.Reply send(int port, Example example) throws Exception {
    return Wire.send(
        port,
        example.method(),
        example.target(),
        example.body().isEmpty() ? null : example.body(),
        example.headers().toArray(String[]::new));
  }

  @Test
  void everyOperationHasAnExample() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (Example example : ApiDoc.examples(Files.readString(DOCUMENT))) {
      ApiDescription.operation(example.method(), example.target()).ifPresent(shown::add);
    }
    Set<String> missing = new TreeSet<>(ApiDescription.operations());
    missing.removeAll(shown);
    // A stream has no end to compare; EventStreamsTest and LiveTest read it.
    missing.remove("GET /v1/events");
    assertEquals(Set.of(), missing);
  }
}
