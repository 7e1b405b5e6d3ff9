package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.HoldState;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.server.Await;
import epoch.server.event.Event;
import epoch.server.live.Feed;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who reads what happens. */
class EventStreamsTest {

  private static final String EVENTS = "/apis/v1/events";

  /** Reads a stream, event by event, without its heartbeats. */
  private static final class Reader implements AutoCloseable {
    final Wire wire;
    final Wire.Reply head;
    private final StringBuilder text = new StringBuilder();
    String lastId = "";

    Reader(int port, String path, String... headers) throws IOException {
      wire = new Wire(port);
      wire.request("GET", path, null, headers);
      head = wire.head();
    }

    static Reader of(Node node, String query, String... headers) throws IOException {
      List<String> all = new ArrayList<>(List.of(headers));
      all.add(Wire.GUEST);
      return new Reader(node.port(), EVENTS + query, all.toArray(String[]::new));
    }

    /** The kind and data of the next event; empty at a proper end. */
    String next() throws IOException {
      while (true) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
          byte[] chunk = wire.chunk();
          if (chunk.length == 0) {
            return "";
          }
          text.append(new String(chunk, StandardCharsets.UTF_8));
          continue;
        }
        String kind = "";
        String data = "";
        for (String line : text.substring(0, end).split("\n")) {
          if (line.startsWith("id: ")) {
            lastId = line.substring(4);
          } else if (line.startsWith("event: ")) {
            kind = line.substring(7);
          } else if (line.startsWith("data: ")) {
            data = line.substring(6);
          }
        }
        text.delete(0, end + 2);
        if (!kind.isEmpty()) {
          return kind + " " + data;
        }
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static Run run(String topology, String id, String message) {
    return new Run(
        topology,
        id,
        RunState.RUNNING,
        message,
        Map.of(),
        RunType.INSTANT,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        Map.of());
  }

  private static void happens(Node node, String topology, String id) {
    node.operations.feed.hear(new Event.RunChanged(run(topology, id, "")));
  }

  private static void leads(Reader reader) throws IOException {
    assertEquals("leader {\"leader\":\"http://leader.example:1\"}", reader.next());
  }

  @Test
  void aFollowerThatStopsEndsTheStreamsThatItPassesOn() throws Exception {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self);
        Reader far = Reader.of(follower, "");
        Reader near = Reader.of(leader, "")) {
      leads(far);
      leads(near);
      happens(leader, "a", "1");
      assertTrue(far.next().startsWith("run "));
      Thread stopping = Thread.ofVirtual().start(follower::close);
      assertEquals("", far.next(), "a proper end: nothing was broken off");
      stopping.join();
      assertTrue(near.next().startsWith("run "));
      happens(leader, "a", "2");
      assertTrue(near.next().startsWith("run "), "the leader goes on");
    }
  }

  @Test
  void whatHappensIsToldInOrderAlsoThroughAFollower() throws Exception {
    try (Node leader = Node.leader();
        Node follower = Node.follower(leader.view.self);
        Reader near = Reader.of(leader, "");
        Reader far = Reader.of(follower, "")) {
      for (Reader reader : List.of(near, far)) {
        assertEquals(200, reader.head.status());
        assertEquals("text/event-stream; charset=utf-8", reader.head.header("Content-Type"));
        assertEquals("no-store", reader.head.header("Cache-Control"));
        leads(reader);
        assertEquals("7.0", reader.lastId);
      }
      var topology = leader.operations.create(Node.topology("to"), Node.SOMEBODY).details();
      leader.operations.feed.hear(new Event.TopologyChanged(topology));
      for (Reader reader : List.of(near, far)) {
        String told = reader.next();
        assertTrue(told.startsWith("topology {\"id\":\"to\""), told);
        assertEquals("7.1", reader.lastId);
      }
      happens(leader, "to", "r1");
      leader.operations.feed.hear(
          new Event.PassedOver("to", "MISSED", "nöbody\nled", Instant.ofEpochMilli(9), 3));
      leader.operations.feed.hear(
          new Event.HoldChanged(new HoldState(true, "me", Instant.EPOCH, "why")));
      leader.operations.feed.hear(new Event.TopologyRemoved("to"));
      for (Reader reader : List.of(near, far)) {
        assertTrue(reader.next().startsWith("run {\"topologyId\":\"to\",\"runId\":\"r1\""));
        assertEquals(
            "fire {\"topologyId\":\"to\",\"fireTime\":9,\"verdict\":\"MISSED\",\"reason\":\"nöbody\\nled\",\"count\":3}",
            reader.next());
        String told = reader.next();
        assertTrue(told.startsWith("topology {\"id\":\"to\""), told);
        assertEquals(
            "hold {\"held\":true,\"by\":\"me\",\"since\":0,\"reason\":\"why\"}", reader.next());
        assertEquals("topology-removed {\"id\":\"to\"}", reader.next());
        assertEquals("7.6", reader.lastId);
      }
    }
  }

  @Test
  void aReaderGetsOnlyWhatItAskedFor() throws Exception {
    try (Node node = Node.leader();
        Reader reader = Reader.of(node, "?topology=a&topology=c&kind=run&kind=hold")) {
      for (String topology : List.of("a", "b", "c")) {
        happens(node, topology, "r");
        node.operations.feed.hear(new Event.TopologyRemoved(topology));
      }
      node.operations.feed.hear(new Event.HoldChanged(HoldState.FREE));
      assertTrue(reader.next().startsWith("run {\"topologyId\":\"a\""));
      assertTrue(reader.next().startsWith("run {\"topologyId\":\"c\""));
      assertEquals("hold {\"held\":false}", reader.next());
    }
  }

  @Test
  void whoComesBackGoesOnWhereItWasOrHasToLoadAnew() throws Exception {
    try (Node node = Node.leader()) {
      for (int i = 1; i <= 3; i++) {
        happens(node, "t", "r" + i);
      }
      try (Reader reader = Reader.of(node, "?since=7.3", "Last-Event-ID: 7.1")) {
        leads(reader);
        assertTrue(reader.next().contains("\"r2\""));
        assertTrue(reader.next().contains("\"r3\""));
        assertEquals("7.3", reader.lastId);
      }
      try (Reader reader = Reader.of(node, "?since=7.2")) {
        leads(reader);
        assertTrue(reader.next().contains("\"r3\""));
      }
      for (String bad :
          List.of("6.1", "8.1", "7.4", "7", "7.", "x", "7.-1", "7.99999999999999999999", "%00")) {
        try (Reader reader = Reader.of(node, "", "Last-Event-ID: " + bad)) {
          assertTrue(reader.next().startsWith("reset {\"reason\":\""), bad);
          leads(reader);
          assertEquals("7.3", reader.lastId);
        }
      }
      for (int i = 0; i < Feed.KEPT; i++) {
        happens(node, "t", "more");
      }
      try (Reader reader = Reader.of(node, "", "Last-Event-ID: 7.3")) {
        assertEquals("reset {\"reason\":\"too much happened since\"}", reader.next());
      }
    }
  }

  @Test
  void anotherLeadershipBeginsWithAReset() throws Exception {
    try (Node node = Node.leader()) {
      String last;
      try (Reader reader = Reader.of(node, "")) {
        leads(reader);
        happens(node, "t", "r");
        reader.next();
        last = reader.lastId;
        node.operations.feed.close();
        assertEquals("", reader.next());
      }
      node.operations.feed = new Feed(8, "http://leader.example:1", _ -> Optional.empty());
      node.lead();
      try (Reader reader = Reader.of(node, "", "Last-Event-ID: " + last)) {
        assertEquals("reset {\"reason\":\"another leads since\"}", reader.next());
        leads(reader);
        assertEquals("8.0", reader.lastId);
      }
    }
  }

  @Test
  void badQuestionsAreRefusedAndHeadHasNoBody() throws Exception {
    try (Node node = Node.leader()) {
      for (String query : List.of("?kind=nonsense", "?topology=", "?kind=", "?since=1&since=2")) {
        Wire.Reply reply = Wire.send(node.port(), "GET", EVENTS + query, null, Wire.GUEST);
        assertEquals(400, reply.status(), query);
      }
      assertEquals(401, Wire.send(node.port(), "GET", EVENTS, null).status());
      assertEquals(200, Wire.send(node.port(), "HEAD", EVENTS, null, Wire.GUEST).status());
    }
  }

  @Test
  void aThousandReadersHearEveryChangeInOrder() throws Exception {
    int readers = 1_000;
    int changes = 200;
    try (Node node = Node.leader()) {
      var ready = new CountDownLatch(readers);
      var done = new CountDownLatch(readers);
      var wrong = new ConcurrentLinkedQueue<String>();
      int before = Thread.getAllStackTraces().size();
      for (int i = 0; i < readers; i++) {
        Thread.ofVirtual()
            .start(() -> {
              try (Reader reader = Reader.of(node, "")) {
                leads(reader);
                ready.countDown();
                for (int change = 1; change <= changes; change++) {
                  String told = reader.next();
                  if (!told.contains("\"r" + change + "\"")) {
                    wrong.add("instead of " + change + ": " + told);
                  }
                }
              } catch (IOException | AssertionError e) {
                wrong.add(e.toString());
              } finally {
                done.countDown();
              }
            });
      }
      assertTrue(ready.await(60, TimeUnit.SECONDS), wrong::toString);
      int threads = Thread.getAllStackTraces().size() - before;
      assertTrue(threads < 100, threads + " threads more");
      for (int change = 1; change <= changes; change++) {
        happens(node, "t", "r" + change);
        LockSupport.parkNanos(10_000_000);
      }
      assertTrue(done.await(60, TimeUnit.SECONDS), "not all have heard all");
      assertEquals(List.of(), List.copyOf(wrong));
    }
  }

  @Test
  void whoDoesNotReadIsCutOffAndHoldsUpNobody() throws Exception {
    try (Node node = Node.leader();
        Reader sleeper = Reader.of(node, "");
        Reader other = Reader.of(node, "?kind=hold")) {
      leads(sleeper);
      String large = "x".repeat(64 * 1024);
      for (int i = 0; i < 400; i++) {
        node.operations.feed.hear(new Event.RunChanged(run("t", "r" + i, large)));
      }
      node.operations.feed.hear(new Event.HoldChanged(HoldState.FREE));
      assertEquals("hold {\"held\":false}", other.next());
      // Only now is it looked at what came: less than all, and no proper end.
      Await.until(
          "the sleeper is cut off",
          () ->
              Wire.send(node.server.adminPort(), "GET", "/metrics", null)
                  .text()
                  .contains("epoch_event_readers 1"));
      int heard = 0;
      try {
        while (!sleeper.next().isEmpty()) {
          heard++;
        }
        throw new AssertionError("it ended properly");
      } catch (EOFException | SocketException e) {
        assertTrue(heard < 400);
      }
      try (Reader again = Reader.of(node, "", "Last-Event-ID: " + sleeper.lastId)) {
        leads(again);
        for (int i = heard; i < 400; i++) {
          assertTrue(again.next().contains("\"r" + i + "\""));
        }
        assertEquals("hold {\"held\":false}", again.next());
      }
    }
  }

  @Test
  void aStreamEndsWithTheSessionThatOpenedIt() throws Exception {
    try (Node node = Node.leader()) {
      String cookie =
          "Cookie: "
              + Wire.send(
                      node.port(),
                      "POST",
                      "/apis/v1/session",
                      "{\"name\":\"guest\",\"password\":\"guest\"}",
                      Wire.JSON)
                  .header("Set-Cookie")
                  .split(";")[0];
      try (Reader reader = new Reader(node.port(), EVENTS, cookie)) {
        leads(reader);
        Wire.send(
            node.port(), "DELETE", "/apis/v1/session", null, cookie, "Sec-Fetch-Site: same-origin");
        assertEquals("", reader.next());
      }
    }
  }
}
