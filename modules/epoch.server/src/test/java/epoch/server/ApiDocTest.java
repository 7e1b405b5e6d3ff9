package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.ApiDoc.Example;
import epoch.server.http.ApiDescription;
import epoch.server.http.Wire;
import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
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
      Optional<String> difference =
          filled.isStream()
              ? listen(port, filled, named)
              : filled.compare(send(port, filled), named);
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

  /** Reads a stream, which has no end, until it has told what the document says. */
  private static Optional<String> listen(int port, Example example, Map<String, String> captured)
      throws Exception {
    try (Wire wire = new Wire(port)) {
      wire.request("GET", example.target(), null, example.headers().toArray(String[]::new));
      Wire.Reply head = wire.head();
      var said = new ByteArrayOutputStream();
      Optional<String> difference;
      do {
        byte[] chunk = wire.chunk();
        assertTrue(chunk.length > 0, () -> "the stream ended after " + said);
        said.writeBytes(chunk);
        difference =
            example.compare(
                new Wire.Reply(head.status(), head.headers(), said.toByteArray()), captured);
      } while (difference.isPresent());
      return difference;
    } catch (SocketTimeoutException silent) {
      return Optional.of("The stream does not tell it");
    }
  }

  @Test
  void everyOperationHasAnExample() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (Example example : ApiDoc.examples(Files.readString(DOCUMENT))) {
      ApiDescription.operation(example.method(), example.target()).ifPresent(shown::add);
    }
    Set<String> missing = new TreeSet<>(ApiDescription.operations());
    missing.removeAll(shown);
    assertEquals(Set.of(), missing);
  }
}
