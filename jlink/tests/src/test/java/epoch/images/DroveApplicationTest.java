package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample application for Drove. It was decoded and validated with the models of Drove 1.30. */
class DroveApplicationTest {
  private static final Path JLINK = Path.of("..");

  @Test
  void it_is_what_the_container_and_drove_ask_for() throws Exception {
    JsonNode app =
        Json.read(Files.readString(JLINK.resolve("drove").resolve("epoch.json")), JsonNode.class);
    assertTrue(app.path("name").asText().matches("[a-zA-Z0-9_-]+"));
    assertTrue(app.path("version").asText().matches("[a-zA-Z0-9_-]+"), "Drove takes no dots");
    assertEquals(app.path("name"), app.at("/env/DROVE_APP_NAME"));
    assertEquals(8080, app.at("/exposedPorts/0/port").asInt());
    assertEquals(8081, app.at("/exposedPorts/1/port").asInt());
    assertEquals("/ready", app.at("/readiness/mode/path").asText());
    assertEquals("/healthcheck", app.at("/healthcheck/mode/path").asText());
    assertEquals("admin", app.at("/healthcheck/mode/portName").asText());
    assertEquals(4096, app.at("/resources/1/sizeInMB").asInt());
    assertEquals(1, app.at("/resources/0/count").asInt());
    assertEquals("30 seconds", app.at("/preShutdown/waitBeforeKill").asText());
    assertEquals("main", app.at("/exposureSpec/portName").asText());
  }

  @Test
  void every_variable_in_it_is_one_that_the_container_reads() throws Exception {
    JsonNode app =
        Json.read(Files.readString(JLINK.resolve("drove").resolve("epoch.json")), JsonNode.class);
    Path container = JLINK.resolve("src").resolve("container");
    String reads =
        Files.readString(container.resolve("entrypoint.sh"))
            + Files.readString(container.resolve("config.yml"));
    app.path("env").fieldNames().forEachRemaining(name -> assertTrue(reads.contains(name), name));
  }
}
