package epoch.api.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.TopologySummary;
import epoch.api.run.RunState;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private EpochClient client;
  private volatile String data = "[]";
  private volatile String link = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url =
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    client = new EpochClient(ClientOptions.of(url, "", ""));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(
          (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
      if (!link.isEmpty()) {
        exchange.getResponseHeaders().add("Link", link);
        exchange.getResponseHeaders().add("X-Total-Count", "1284");
      }
      byte[] bytes =
          ("{\"status\":\"SUCCESS\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void aPageSaysWhereTheNextOneBeginsAndHowManyThereAreInAll() throws Exception {
    data = "[{\"id\":\"a\",\"state\":\"ACTIVE\",\"type\":\"COMPOSITE\",\"revision\":7}]";
    link = "</apis/v1/topologies?limit=1&after=x%2By%3D&view=summary>; rel=\"next\"";

    Page<TopologySummary> page = client.summaries(TopologyQuery.ALL.inPagesOf(1));

    assertEquals("a", page.items().getFirst().id());
    assertEquals(7, page.items().getFirst().standing().revision());
    assertEquals(Optional.of("x+y="), page.next());
    assertEquals(1284, page.total());
  }

  @Test
  void aListWithoutCursorIsWhole() throws Exception {
    Page<?> page = client.runs(RunQuery.ALL);
    assertEquals(Optional.empty(), page.next());
    assertEquals(0, page.total());
  }

  @Test
  void everyCallGoesWhereItShould() throws Exception {
    Instant time = Instant.ofEpochMilli(1_000);
    client.search(
        new TopologyQuery(
            "q&a",
            List.of(TopologyState.PAUSED),
            List.of("team=a b"),
            List.of("me"),
            List.of(RunState.FAILED),
            true,
            "-next",
            10,
            "c"));
    client.runs(RunQuery.ALL.in(RunState.RUNNING).withText("x").inPagesOf(5).after("c"));
    data = "{\"runs\":3}";
    assertEquals(3, client.stats("t").runs());
    data = "{\"topologyId\":\"t\",\"verdict\":\"RAN\",\"sentence\":\"s\",\"timeZone\":\"UTC\"}";
    client.why("t", null);
    client.why("t", time);
    data = "{\"words\":\"w\",\"zone\":\"UTC\"}";
    client.preview(new PreviewRequest(CronTrigger.of("0 0 0 * * ?"), null, 3, "UTC"));
    data = "{\"from\":0,\"to\":1,\"bucket\":1}";
    client.forecast(null, null, Duration.ofMinutes(1));
    assertEquals(
        List.of(
            "GET /apis/v1/topologies?q=q%26a&state=PAUSED&label=team%3Da%20b&owner=me&last=FAILED&late=true"
                + "&sort=-next&limit=10&after=c",
            "GET /apis/v1/runs?state=RUNNING&q=x&limit=5&after=c",
            "GET /apis/v1/topologies/t/stats",
            "GET /apis/v1/topologies/t/why",
            "GET /apis/v1/topologies/t/why?at=1000",
            "POST /apis/v1/schedule/preview"
                + " {\"trigger\":{\"type\":\"CRON\",\"timeSpec\":\"0 0 0 * * ?\"},"
                + "\"count\":3,\"zone\":\"UTC\"}",
            "GET /apis/v1/forecast?bucket=60000"),
        calls);
  }
}
