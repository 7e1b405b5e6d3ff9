package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import epoch.server.PythonCli.Nothing;
import epoch.server.config.Configs;
import epoch.server.config.EpochConfig;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.http.Wire;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two whole nodes, a leader and a follower, on one ZooKeeper and one Drove. */
class ClusterTest {
  private static final String TASK = "work";

  @TempDir Path directory;
  private LocalZooKeeper zooKeeper;
  private LocalDrove drove;
  private GreenMail mail;
  private Node leader;
  private Node follower;

  @BeforeEach
  void start() throws Exception {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
    var smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    smtp.setServerStartupTimeout(30_000);
    mail = new GreenMail(smtp);
    mail.start();
    leader = node();
    Await.until("the first node leads", leader::leads);
    follower = node();
    Await.until("the second node knows the leader", () -> leaderAsSeenBy(follower).isPresent());
  }

  @AfterEach
  void stop() {
    follower.close();
    leader.close();
    mail.stop();
    drove.close();
    zooKeeper.close();
  }

  private Node node() throws IOException {
    String yaml =
        """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        zookeeper: {connectionString: '%s', sessionTimeout: 4s}
        drove: {endpoints: ['%s'], eventInterval: 100ms, commands: true, operationTimeout: 3s}
        userAuth:
          enabled: true
          users:
            - {username: admin, password: admin, role: READ_WRITE}
            - {username: guest, password: guest, role: READ_ONLY}
        cluster: {secret: 'the nodes of this test'}
        notify: {type: MAIL, smtpServer: 127.0.0.1, port: %d, fromAddress: epoch@example.com}
        """
            .formatted(zooKeeper.connectionString(), drove.url(), mail.getSmtp().getPort());
    EpochConfig config = Objects.requireNonNull(Configs.parse(yaml, Map.of()).config());
    return Node.start(config, Map.of("HOST", "127.0.0.1"));
  }

  private static Optional<String> leaderAsSeenBy(Node node) throws IOException {
    Wire.Reply reply = Wire.send(node.port(), "GET", "/apis/housekeeping/v1/leader", null);
    return Optional.of(reply.json().path("leader").asText("")).filter(text -> !text.isEmpty());
  }

  private static String topology(String name, String cron, String script) {
    return """
    {"name":"%s",
     "task":{"type":"CONTAINER_EXECUTION","taskName":"%s",
       "executable":{"type":"COMMAND","command":["sh","-c","%s"]},
       "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
       "volumes":[],"configs":[],"placementPolicy":{"type":"ANY"},
       "logging":{"type":"LOCAL","maxSize":"10m","maxFiles":3,"compress":true},
       "tags":{},"env":{}},
     "trigger":{"type":"CRON","timeSpec":"%s"},
     "notify":{"type":"MAIL","emails":["someone@example.com"]}}
    """
        .formatted(name, TASK, script, cron);
  }

  private static String never(String name, String script) {
    return topology(name, "0 0 0 1 1 ? 2199", script);
  }

  private static String state(PythonCli cli, String topology, String runId) throws Exception {
    return cli.runsGet(topology, runId).get("state").asText();
  }

  @ParameterizedTest
  @EnumSource
  void thePythonCommandLineWorksThroughAFollower(Nothing nothing) throws Exception {
    assertFalse(follower.leads());
    var cli = new PythonCli(follower.port(), nothing);

    assertEquals(List.of(), cli.topologyList());
    JsonNode made = cli.topologyCreate(never("nightly", "echo grüße"));
    assertEquals("nightly", made.get("id").asText());
    assertEquals(409, failure(() -> cli.topologyCreate(never("nightly", "true"))));
    assertEquals(400, failure(() -> cli.topologyCreate(topology("bad", "nonsense", "true"))));
    var line = new PythonCli.Line("nightly", "0 0 0 1 1 ? 2199", "ACTIVE", "1", "128");
    assertEquals(line, cli.topologyGet("nightly"));
    assertEquals(404, failure(() -> cli.topologyGet("nobody")));

    cli.topologyUpdate(topology("nightly", "0 0 3 1 1 ? 2199", "echo grüße"));
    assertEquals("0 0 3 1 1 ? 2199", cli.topologyGet("nightly").cron());
    assertEquals("PAUSED", cli.topologyPause("nightly").get("state").asText());
    assertEquals("PAUSED", cli.topologyPause("nightly").get("state").asText());
    assertEquals("ACTIVE", cli.topologyUnpause("nightly").get("state").asText());

    String run = cli.topologyRun("nightly");
    Await.until("the run is done", () -> state(cli, "nightly", run).equals("COMPLETED"));
    assertEquals(List.of(run + " COMPLETED"), cli.runsList("nightly"));
    assertEquals(409, failure(() -> cli.runsKill("nightly", run, TASK)));
    String log = URI.create(cli.runsLog("nightly", run, TASK).asText()).getRawPath();
    Wire.Reply text = Wire.send(follower.port(), "GET", log + "?download=true", null, Wire.ADMIN);
    assertEquals("grüße\n", text.text());

    cli.topologyUpdate(never("nightly", "sleep 60"));
    String long1 = cli.topologyRun("nightly");
    Await.until(
        "it runs",
        () ->
            cli.runsGet("nightly", long1)
                .at("/tasks/" + TASK + "/state")
                .asText()
                .equals("RUNNING"));
    assertTrue(cli.runsKill("nightly", long1, TASK).get("success").asBoolean());
    Await.until("it is killed", () -> state(cli, "nightly", long1).equals("FAILED"));

    assertEquals("http://127.0.0.1:" + leader.port(), cli.clusterLeader().get("leader").asText());
    cli.topologyCreate(never("weekly", "true"));
    String file = cli.clusterExport();
    cli.clusterPauseAll();
    assertEquals(
        Set.of("PAUSED"),
        Set.copyOf(cli.topologyList().stream().map(PythonCli.Line::state).toList()));
    assertEquals(List.of("error 409", "error 409"), cli.clusterImport(file, false, false));
    assertEquals(
        List.of("imported nightly", "imported weekly"), cli.clusterImport(file, true, false));

    assertTrue(cli.topologyDelete("nightly").asBoolean());
    assertTrue(cli.topologyDelete("weekly").asBoolean());
    Await.until("they are gone", () -> cli.topologyList().isEmpty());
    assertEquals(404, failure(() -> cli.topologyDelete("nightly")));
    var imported = new HashSet<String>();
    Await.until(
        "the names are free",
        () -> {
          cli.clusterImport(file, false, true).stream()
              .filter(answer -> !answer.equals("error 409"))
              .forEach(imported::add);
          return imported.equals(Set.of("imported nightly", "imported weekly"));
        });
    assertEquals(
        List.of("PAUSED", "PAUSED"),
        cli.topologyList().stream().map(PythonCli.Line::state).toList());
  }

  private static int failure(Executable command) {
    return assertThrows(PythonCli.Failure.class, command).status;
  }

  @Test
  void whatIsMadeThroughAFollowerIsThereAndHousekeepingIsAnsweredByEveryNode() throws Exception {
    new PythonCli(follower.port(), Nothing.NO_BODY).topologyCreate(never("made", "true"));
    assertEquals("made", new PythonCli(leader.port(), Nothing.NO_BODY).topologyGet("made").id());
    String expected = "http://127.0.0.1:" + leader.port();
    for (Node node : List.of(leader, follower)) {
      assertEquals(expected, leaderAsSeenBy(node).orElseThrow());
      // The web UI may be left out of a build; what is there needs no login.
      assertNotEquals(401, Wire.send(node.port(), "GET", "/", null).status());
      assertEquals(401, Wire.send(node.port(), "GET", "/apis/v1/topologies", null).status());
    }
    int refused =
        Wire.send(
                follower.port(),
                "POST",
                "/apis/v1/topologies",
                never("guests", "true"),
                Wire.GUEST,
                Wire.JSON)
            .status();
    assertEquals(403, refused);
  }

  @Test
  void theLeaderMailsOnceHowARunEnded() throws Exception {
    var cli = new PythonCli(follower.port(), Nothing.NO_BODY);
    cli.topologyCreate(never("fails", "exit 7"));
    String run = cli.topologyRun("fails");
    Await.until("it is mailed", () -> mail.getReceivedMessages().length > 0);
    leader.close();
    MimeMessage[] mails = mail.getReceivedMessages();
    assertEquals(1, mails.length);
    assertEquals("[Epoch] FAILED: fails (" + run + ")", mails[0].getSubject());
    assertEquals("someone@example.com", mails[0].getAllRecipients()[0].toString());
    String text = mails[0].getContent().toString();
    assertTrue(text.matches("(?s).*Reason: .*\\b7\\b.*"), text);
    assertTrue(
        text.contains(
            "http://127.0.0.1:%d/#/topologies/fails/runs/%s".formatted(leader.port(), run)),
        text);
  }

  @Test
  void aClosingLeaderHandsOverAndNoRequestIsLost() throws Exception {
    var cli = new PythonCli(follower.port(), Nothing.NO_BODY);
    cli.topologyCreate(topology("ticking", "* * * * * ?", "true"));
    cli.topologyCreate(never("long", "sleep 3"));
    String run = cli.topologyRun("long");

    Set<String> promised = ConcurrentHashMap.newKeySet();
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    var odd = new AtomicReference<String>();
    var number = new AtomicInteger();
    var creators =
        List.of(1, 2, 3, 4).stream()
            .map(_ -> Thread.ofVirtual().unstarted(() -> create(number, promised, statuses, odd)))
            .toList();
    creators.forEach(Thread::start);
    Await.until("creates are under way", () -> promised.size() > 20);

    var leadsSince = new AtomicReference<Long>();
    Thread watcher =
        Thread.ofVirtual()
            .start(() -> {
              while (!follower.leads() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
                Thread.yield();
              }
              leadsSince.set(System.nanoTime());
            });
    int before = follower.port();
    long begun = System.nanoTime();
    leader.close();
    long closed = System.nanoTime();
    Await.until("the other node leads", () -> leadsSince.get() != null);
    watcher.interrupt();
    Duration afterBegin = Duration.ofNanos(leadsSince.get() - begun);
    Duration afterEnd = Duration.ofNanos(leadsSince.get() - closed);
    System.out.printf(
        "Hand-over: another leads %d ms after the close began, %d ms after it ended%n",
        afterBegin.toMillis(), afterEnd.toMillis());

    int then = promised.size();
    Await.until("creates go on", () -> promised.size() > then + 20);
    creators.forEach(Thread::interrupt);
    for (Thread creator : creators) {
      creator.join();
    }
    assertEquals(null, odd.get());
    assertTrue(Set.of(200, 503).containsAll(statuses), statuses.toString());
    Set<String> there = Set.copyOf(cli.topologyList().stream().map(PythonCli.Line::id).toList());
    assertTrue(there.containsAll(promised), "a create that was answered with 200 is lost");

    Await.until("the run is finished here", () -> state(cli, "long", run).equals("COMPLETED"));
    assertEquals(1, cli.runsList("long").size());
    String ticks = cli.runsList("ticking").getFirst();
    Await.until("it goes on firing", () -> !cli.runsList("ticking").getFirst().equals(ticks));
    assertNotEquals(leader.port(), before);
    leader = node();
  }

  private void create(
      AtomicInteger number,
      Set<String> promised,
      Set<Integer> statuses,
      AtomicReference<String> odd) {
    while (!Thread.currentThread().isInterrupted()) {
      String name = "made-" + number.incrementAndGet();
      try {
        Wire.Reply reply =
            Wire.send(
                follower.port(),
                "POST",
                "/apis/v1/topologies",
                never(name, "true"),
                Wire.ADMIN,
                Wire.JSON);
        statuses.add(reply.status());
        if (reply.status() == 200) {
          promised.add(name);
        } else if (reply.status() == 503 && reply.header("Retry-After").isEmpty()) {
          odd.set("a 503 does not say when to try again: " + reply.text());
        }
      } catch (IOException e) {
        if (!Thread.currentThread().isInterrupted()) {
          odd.set("a request through the follower broke off: " + e);
        }
      }
    }
  }
}
