package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.Await;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starting, stopping, and the admin port. */
class HttpServerTest {

  @Test
  void aPortInUseIsOneClearError() throws IOException {
    try (Node node = Node.leader()) {
      Cluster cluster = Cluster.withoutSecret(node.view, () -> new byte[32]);
      Health health = new Health(Map.of(), () -> true);
      for (Listen listen :
          new Listen[] {
            new Listen("127.0.0.1", node.port(), 0), new Listen("127.0.0.1", 0, node.port())
          }) {
        IOException error =
            assertThrows(
                IOException.class,
                () ->
                    HttpServer.start(
                        listen,
                        cluster,
                        Node.USERS,
                        _ -> null,
                        health,
                        new PrometheusRegistry(),
                        InstantSource.system()));
        assertTrue(
            error.getMessage().contains("cannot listen on 127.0.0.1:" + node.port()),
            error::getMessage);
      }
    }
  }

  @Test
  void stoppingTakesNothingNewAndLetsFinishWhatIsUnderWay() throws Exception {
    Node node = Node.leader();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    node.operations.beforeChange =
        () -> {
          entered.countDown();
          try {
            assertTrue(finish.await(10, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Wire busy = new Wire(node.port());
        Wire idle = new Wire(node.port())) {
      busy.request("POST", "/apis/v1/topologies", Node.json("last"), Wire.ADMIN, Wire.JSON);
      assertTrue(entered.await(10, TimeUnit.SECONDS));
      Thread stopper = Thread.ofVirtual().start(node::close);
      // The stop is under way as soon as requests are refused.
      int status = 200;
      while (status != 503) {
        idle.request("GET", "/", null);
        Wire.Reply reply = idle.reply("GET");
        status = reply.status();
      }
      finish.countDown();
      assertEquals(200, busy.reply("POST").status());
      assertTrue(stopper.join(java.time.Duration.ofSeconds(10)));
      assertThrows(IOException.class, () -> Wire.send(node.port(), "GET", "/", null));
    }
  }

  @Test
  void whatIsAboutToStopIsNotReadyButAnswersOnceMoreOnEachConnection() throws IOException {
    try (Node node = Node.leader();
        Wire wire = new Wire(node.port())) {
      wire.request("GET", "/apis/v1/topologies", null, Wire.ADMIN);
      assertEquals("", wire.reply("GET").header("Connection"));
      assertEquals(200, Wire.send(node.server.adminPort(), "GET", "/ready", null).status());
      node.server.retire();
      assertEquals(503, Wire.send(node.server.adminPort(), "GET", "/ready", null).status());
      wire.request("GET", "/apis/v1/topologies", null, Wire.ADMIN);
      Wire.Reply last = wire.reply("GET");
      assertEquals(200, last.status());
      assertEquals("close", last.header("Connection"));
    }
  }

  @Test
  void theAdminPortTellsHealthReadinessAndMetrics() throws Exception {
    Map<String, HealthCheck> checks =
        Map.of(
            "zk-connection",
            () -> HealthCheck.Result.unwell("away"),
            "disk",
            () -> HealthCheck.Result.ok());
    try (Node node = Node.start("127.0.0.1", Node.USERS, null, true, checks)) {
      int admin = node.server.adminPort();
      Wire.Reply ping = Wire.send(admin, "GET", "/ping", null);
      assertEquals("pong\n", ping.text());
      assertTrue(ping.header("Content-Type").startsWith("text/plain"));
      Wire.Reply health = Wire.send(admin, "GET", "/healthcheck", null);
      assertEquals(200, health.status());
      assertEquals("away", health.json().at("/zk-connection/message").asText());
      assertTrue(health.json().at("/disk/healthy").asBoolean());
      assertEquals(503, Wire.send(admin, "GET", "/ready", null).status());
      node.lead();
      assertEquals(200, Wire.send(admin, "GET", "/ready", null).status());
      assertEquals(
          401, Wire.send(node.port(), "GET", "/apis/v1/topologies/some-name", null).status());
      Wire.send(node.port(), "BREW", "/apis/v1/topologies", null, Wire.ADMIN);
      Wire.Reply metrics = Wire.send(admin, "GET", "/metrics", null);
      assertTrue(
          metrics.header("Content-Type").startsWith("text/plain; version=0.0.4"),
          () -> metrics.header("Content-Type"));
      // A request is counted when it is over, and that is after its answer.
      String expected =
          "epoch_http_request_seconds_count{method=\"GET\",route=\"/v1/topologies/{id}\",status=\"401\"} 1";
      String odd = "method=\"OTHER\",route=\"other\",status=\"405\"";
      Await.until(
          expected + " and " + odd,
          () -> {
            String text = Wire.send(admin, "GET", "/metrics", null).text();
            return text.contains(expected) && text.contains(odd);
          });
      assertEquals(404, Wire.send(admin, "GET", "/topologies", null).status());
      assertEquals(405, Wire.send(admin, "POST", "/ping", null).status());
    }
  }

  @Test
  void onlyWhatARestartWouldHelpIsA500() throws IOException {
    Map<String, HealthCheck> checks =
        Map.of(
            "timers",
            () -> HealthCheck.Result.broken("stuck"),
            "odd",
            () -> {
              throw new IllegalStateException("cannot look");
            });
    try (Node node = Node.start("127.0.0.1", Node.USERS, null, true, checks)) {
      Wire.Reply health = Wire.send(node.server.adminPort(), "GET", "/healthcheck", null);
      assertEquals(500, health.status());
      assertEquals("cannot look", health.json().at("/odd/message").asText());
    }
  }
}
