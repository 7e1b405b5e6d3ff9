package epoch.api.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.calendar.Calendar;
import epoch.api.json.Json;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.HoldState;
import epoch.api.rest.LiveEvent;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import epoch.api.run.TaskState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStreamTest {

  /** An answer that ends, or one that stays open until the test is over. */
  private record Canned(int status, String body, boolean open) {}

  private final Queue<Canned> answers = new ArrayDeque<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private EpochClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    String url =
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    client =
        new EpochClient(
            new ClientOptions(
                List.of("http://127.0.0.1:1", url),
                "admin",
                "admin",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Canned canned;
      synchronized (answers) {
        asked.add(
            exchange.getRequestURI()
                + " "
                + Objects.requireNonNullElse(
                    exchange.getRequestHeaders().getFirst("Last-Event-ID"), "-"));
        canned = answers.remove();
      }
      exchange.sendResponseHeaders(canned.status(), 0);
      exchange.getResponseBody().write(canned.body().getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      if (canned.open()) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Object heard() throws InterruptedException {
    return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "nothing was heard");
  }

  private String asked() throws InterruptedException {
    return Objects.requireNonNull(asked.poll(20, TimeUnit.SECONDS), "nothing was asked");
  }

  private final class Ear implements EventListener {
    @Override
    public void happened(LiveEvent event) {
      heard.add(event);
    }

    @Override
    public void refused(IOException reason) {
      heard.add(reason);
    }
  }

  @Test
  void aStreamGoesOnBehindWhatWasHeardAtWhoeverAnswers() throws Exception {
    answers.add(
        new Canned(
            200,
            """
            retry: 1000
            id: 7.1
            event: leader
            data: {"leader":"http://a:1"}

            : heartbeat

            id: 7.2
            event:topology-removed
            data: {"id":
            data: "ü"}

            id: 7.3
            event: run
            data: {"topologyId":"cut
            """,
            false));
    answers.add(new Canned(503, "{\"status\":\"FAILED\",\"message\":\"nobody\"}", false));
    answers.add(
        new Canned(
            200,
            "id: 8.4\r\nevent: reset\r\ndata: {\"reason\":\"another leads\"}\r\n\r\n: heartbeat\r\nid: 8.9\r\n\r\n",
            false));
    answers.add(new Canned(200, "event: new\ndata: [1]\n\n", true));
    var filter = new EventFilter(Set.of("a b"), Set.of());
    try (LiveStream stream = client.events(filter, new Ear())) {
      assertEquals(new LiveEvent.Leader("http://a:1"), heard());
      assertEquals(new LiveEvent.TopologyRemoved("ü"), heard());
      assertEquals(new LiveEvent.Reset("another leads"), heard());
      assertEquals("new", ((LiveEvent.Other) heard()).kind());
      assertEquals("/apis/v1/events?topology=a%20b -", asked());
      assertEquals("/apis/v1/events?topology=a%20b 7.2", asked());
      assertEquals("/apis/v1/events?topology=a%20b 7.2", asked());
      assertEquals("/apis/v1/events?topology=a%20b 8.9", asked());
      assertTrue(!stream.isOver());
    }
  }

  @Test
  void aStreamThatIsRefusedOrClosedIsOver() throws Exception {
    answers.add(new Canned(401, "{\"status\":\"FAILED\",\"message\":\"who?\"}", false));
    LiveStream refused = client.events(EventFilter.ALL, new Ear());
    assertEquals(401, assertInstanceOf(EpochApiException.class, heard()).status());
    answers.add(new Canned(200, "event: leader\ndata: {\"leader\":\"http://a:1\"}\n\n", true));
    LiveStream closed = client.events(EventFilter.ALL, new Ear());
    assertEquals(new LiveEvent.Leader("http://a:1"), heard());
    closed.close();
    while (!closed.isOver() || !refused.isOver()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLogIsFollowedToItsEnd() throws Exception {
    answers.add(
        new Canned(
            200,
            "id: 12\nevent: data\ndata: {\"offset\":10,\"nextOffset\":12,\"data\":\"ä\"}\n\n",
            false));
    answers.add(
        new Canned(
            200,
            "event: data\ndata: {\"offset\":12,\"nextOffset\":13,\"data\":\"b\"}\n\n"
                + "event: end\ndata: {\"state\":\"COMPLETED\"}\n\nevent: data\ndata: {}\n\n",
            true));
    var pieces = new ArrayList<LogPiece>();
    LiveStream stream =
        client.followLog(
            "t",
            "r",
            "task",
            "output.log",
            -10,
            new LogListener() {
              @Override
              public void written(LogPiece piece) {
                pieces.add(piece);
              }

              @Override
              public void ended(LogEnd end) {
                heard.add(end);
              }
            });
    assertEquals(new LogEnd(TaskState.COMPLETED), heard());
    assertEquals(List.of(new LogPiece(10, 12, "ä"), new LogPiece(12, 13, "b")), pieces);
    String path = "/apis/v1/topologies/t/runs/r/tasks/task/logs/output.log?follow=true&offset=-10";
    assertEquals(path + " -", asked());
    assertEquals(path + " 12", asked());
    while (!stream.isOver()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void everyEventIsReadAsItWasWritten() throws Exception {
    List<LiveEvent> events =
        List.of(
            new LiveEvent.TopologyChanged(Json.object().put("id", "t")),
            new LiveEvent.TopologyRemoved("t"),
            new LiveEvent.RunChanged(Json.object().put("runId", "r")),
            new LiveEvent.Fired("t", Instant.ofEpochMilli(5), "MISSED", "why", null, null, 3),
            new LiveEvent.Leader("http://a:1"),
            new LiveEvent.HoldChanged(new HoldState(true, "me", Instant.EPOCH, "why\nnot")),
            new LiveEvent.CalendarChanged(
                new CalendarDetails(
                    Calendar.of("c", "UTC"),
                    2,
                    "me",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    1,
                    List.of("t"),
                    null,
                    null)),
            new LiveEvent.CalendarRemoved("c"),
            new LiveEvent.Reset("why"),
            new LiveEvent.Other("later", Json.object().put("x", 1)));
    for (LiveEvent event : events) {
      assertEquals(-1, event.data().indexOf('\n'));
      assertEquals(event, LiveEvent.read(event.kind(), event.data()));
    }
  }
}
