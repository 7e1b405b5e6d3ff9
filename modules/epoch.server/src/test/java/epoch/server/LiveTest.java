package epoch.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.client.EventFilter;
import epoch.api.client.LiveStream;
import epoch.api.client.LogListener;
import epoch.api.container.CommandExecutable;
import epoch.api.rest.LiveEvent;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import epoch.api.rest.LogRange;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.http.Wire;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is watched as it happens, at two whole nodes: events, sessions, logs. */
class LiveTest {
  private static final String TASK = "work";
  private static final String SESSION = "/apis/v1/session";

  @TempDir Path directory;
  private LocalZooKeeper zooKeeper;
  private LocalDrove drove;
  private Node leader;
  private Node follower;
  private EpochClient client;

  @BeforeEach
  void start() throws Exception {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
    leader = Node.start(config("secret of admin"), Map.of("HOST", "127.0.0.1"));
    Await.until("the first node leads", leader::leads);
    follower = Node.start(config("secret of admin"), Map.of("HOST", "127.0.0.1"));
    client =
        new EpochClient(
            new ClientOptions(
                List.of(url(follower), url(leader)),
                "admin",
                "secret of admin",
                Duration.ofSeconds(5),
                Duration.ofSeconds(10)));
    Await.until("the second node knows the leader", () -> client.leader().isPresent());
  }

  @AfterEach
  void stop() {
    client.close();
    follower.close();
    leader.close();
    drove.close();
    zooKeeper.close();
  }

  private EpochConfig config(String password) {
    String yaml =
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        zookeeper: {connectionString: '%s', sessionTimeout: 4s}
        drove: {endpoints: ['%s'], eventInterval: 100ms, commands: true, operationTimeout: 3s}
        userAuth: {enabled: true, users: [{username: admin, password: '%s', role: READ_WRITE}]}
        """
            .formatted(zooKeeper.connectionString(), drove.url(), password);
    return Objects.requireNonNull(Configs.parse(yaml, Map.of()).config());
  }

  private static String url(Node node) {
    return "http://127.0.0.1:" + node.port();
  }

  private static Topology never(String name, String script) {
    var task = ContainerTask.of(TASK, CommandExecutable.shell(script), 1, 16);
    return Topology.of(name, task, CronTrigger.of("0 0 0 1 1 ? 2199"));
  }

  private static LiveEvent await(LinkedBlockingQueue<LiveEvent> heard, Predicate<LiveEvent> wanted)
      throws InterruptedException {
    while (true) {
      LiveEvent event = Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS), "not heard");
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  private static boolean isRun(LiveEvent event, RunState state) {
    return event instanceof LiveEvent.RunChanged(var entry)
        && entry.path("state").asText().equals(state.name());
  }

  private static boolean isRow(LiveEvent event, String id) {
    return event instanceof LiveEvent.TopologyChanged row && row.id().equals(id);
  }

  @Test
  void whatHappensIsHeardThroughAFollowerAndAcrossAFailover() throws Exception {
    var heard = new LinkedBlockingQueue<LiveEvent>();
    try (LiveStream stream = client.events(EventFilter.ALL, heard::add)) {
      await(heard, new LiveEvent.Leader(url(leader))::equals);
      client.create(never("watched", "true"));
      await(heard, event -> isRow(event, "watched"));
      client.run("watched");
      await(heard, event -> isRun(event, RunState.RUNNING));
      await(heard, event -> isRun(event, RunState.COMPLETED));
      await(heard, event -> isRow(event, "watched"));
      String hold =
          Wire.send(
                  leader.port(),
                  "POST",
                  "/apis/v1/cluster/hold",
                  "{\"reason\":\"work on it\"}",
                  basic(),
                  Wire.JSON)
              .text();
      assertTrue(hold.contains("work on it"), hold);
      await(heard, event -> event instanceof LiveEvent.HoldChanged(var s) && s.held());
      client.calendars().create(Calendar.of("freeze", "UTC"));
      client.calendars().delete("freeze");
      var calendar =
          (LiveEvent.CalendarChanged) await(heard, LiveEvent.CalendarChanged.class::isInstance);
      assertEquals(Calendar.of("freeze", "UTC"), calendar.details().calendar());
      await(heard, new LiveEvent.CalendarRemoved("freeze")::equals);

      leader.close();
      await(heard, event -> event instanceof LiveEvent.Reset);
      await(heard, new LiveEvent.Leader(url(follower))::equals);
      client.delete("watched");
      await(heard, new LiveEvent.TopologyRemoved("watched")::equals);
      assertFalse(stream.isOver());
    }
  }

  private static String basic() {
    return "Authorization: Basic "
        + Base64.getEncoder()
            .encodeToString("admin:secret of admin".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSessionSurvivesAFailoverAlsoWithoutASecretInTheConfiguration() throws Exception {
    Wire.Reply in =
        Wire.send(
            follower.port(),
            "POST",
            SESSION,
            "{\"name\":\"admin\",\"password\":\"secret of admin\"}",
            Wire.JSON);
    assertEquals(200, in.status(), in::text);
    assertFalse(in.json().at("/data/door/defaultPasswords").asBoolean());
    String cookie = "Cookie: " + in.header("Set-Cookie").split(";")[0];
    assertEquals(200, Wire.send(follower.port(), "GET", SESSION, null, cookie).status());
    leader.close();
    Await.until("the other node leads", follower::leads);
    assertEquals(200, Wire.send(follower.port(), "GET", SESSION, null, cookie).status());
    assertEquals("admin", client.session().name());
  }

  @Test
  void theKeyOfSessionsIsSharedByThoseWhoKnowThePasswordsAlone() throws Exception {
    try (CuratorFramework one = connect("a");
        CuratorFramework two = connect("a");
        CuratorFramework other = connect("b")) {
      byte[] key = new StoredSessionKey(one, "/keys/").read();
      assertEquals(32, key.length);
      assertArrayEquals(key, new StoredSessionKey(two, "keys").read());
      assertThrows(
          KeeperException.NoAuthException.class,
          () -> other.getData().forPath("/keys/secrets/session-key"));
      byte[] replaced = new StoredSessionKey(other, "keys").read();
      assertFalse(Arrays.equals(key, replaced));
    }
  }

  private CuratorFramework connect(String password) {
    EpochConfig config = config(password);
    return Connection.start(config.zookeeper(), StoredSessionKey.identity(config));
  }

  /** Keeps what was written. */
  private static final class Log implements LogListener {
    final StringBuffer text = new StringBuffer();
    final LinkedBlockingQueue<LogEnd> end = new LinkedBlockingQueue<>();

    @Override
    public void written(LogPiece piece) {
      text.append(piece.data());
    }

    @Override
    public void ended(LogEnd ended) {
      end.add(ended);
    }

    @Override
    public void refused(IOException reason) {
      text.append(reason);
    }
  }

  @Test
  void aLogIsFollowedToItsEndAndReadInAnyPieces() throws Exception {
    Path gate = directory.resolve("gate");
    String script =
        "echo früh; while [ -d '%s' ] && [ ! -e '%s' ]; do sleep 0.05; done; echo spät €"
            .formatted(directory, gate);
    client.create(never("logged", script));
    String run = client.run("logged").runId();
    var all = new Log();
    var tail = new Log();
    var closed = new Log();
    LiveStream over = client.followLog("logged", run, TASK, "output.log", 0, closed);
    try (LiveStream _ = client.followLog("logged", run, TASK, "output.log", 0, all)) {
      Await.until("the first line is there", () -> all.text.toString().equals("früh\n"));
      Await.until("it is there twice", () -> closed.text.toString().equals("früh\n"));
      try (LiveStream _ = client.followLog("logged", run, TASK, "output.log", -3, tail)) {
        Await.until("the end of it is there", () -> tail.text.toString().equals("h\n"));
        assertTrue(metrics().contains("epoch_log_followers 3"));
        over.close();
        Await.until(
            "nobody asks for who is gone", () -> metrics().contains("epoch_log_followers 2"));
        Files.createFile(gate);
        LogEnd end = new LogEnd(TaskState.COMPLETED);
        assertEquals(end, all.end.poll(30, TimeUnit.SECONDS));
        assertEquals(end, tail.end.poll(30, TimeUnit.SECONDS));
      }
    }
    assertEquals("früh\nspät €\n", all.text.toString());
    assertEquals("h\nspät €\n", tail.text.toString());
    assertEquals("früh\n", closed.text.toString());
    for (int length = 3; length < 9; length++) {
      var text = new StringBuilder();
      long offset = 0;
      LogRange piece;
      do {
        piece = client.readLog("logged", run, TASK, "output.log", offset, length);
        text.append(piece.data());
        offset = piece.nextOffset();
      } while (offset < piece.size());
      assertEquals(all.text.toString(), text.toString(), "in pieces of " + length);
    }
    LogRange end = client.readLog("logged", run, TASK, "output.log", -3, 100);
    assertEquals("\n", end.data());
    assertEquals(end.size(), end.nextOffset());
    String follow = "/apis/v1/topologies/logged/runs/" + run + "/tasks/" + TASK + "/logs/";
    for (String query : List.of("output.log?follow=maybe", "output.log?follow=true&offset=x")) {
      assertEquals(400, Wire.send(follower.port(), "GET", follow + query, null, basic()).status());
    }
    assertEquals(
        404,
        Wire.send(follower.port(), "GET", follow + "no.log?follow=true", null, basic()).status());
  }

  private String metrics() throws IOException {
    return Wire.send(leader.adminPort(), "GET", "/metrics", null).text();
  }
}
