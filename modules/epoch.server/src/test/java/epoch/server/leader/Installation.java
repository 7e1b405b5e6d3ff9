package epoch.server.leader;

import epoch.api.container.CommandExecutable;
import epoch.api.rest.Role;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.drove.CallListener;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.drove.local.Faults;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import epoch.server.event.Event;
import epoch.server.event.Events;
import epoch.server.operations.Caller;
import epoch.server.operations.Operations;
import epoch.server.retention.RetentionSettings;
import epoch.server.run.RunSettings;
import epoch.server.store.Paths;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryOneTime;

/**
 * A real installation in this process: ZooKeeper, a local Drove, and any number of nodes without
 * their HTTP. The waits of a run are short.
 */
final class Installation implements AutoCloseable {
  static final Caller SOMEONE = new Caller("someone", Role.READ_WRITE, "127.0.0.1");
  static final String TASK = "work";
  private static final String APP = "epoch-test";
  private static final int SESSION_MILLIS = 2_000;
  private static final Duration CALL = Duration.ofSeconds(1);

  /** How long after a leader of theirs is gone a call of its to Drove may be under way. */
  static final Duration SETTLING = Duration.ofMillis(SESSION_MILLIS).plus(CALL);

  final LocalDrove drove;

  /**
   * How much the nodes keep that are started from now on; nothing is removed if a test is quick.
   */
  RetentionSettings retention = RetentionSettings.standard(Duration.ofMinutes(30), 20, null);

  /** How many runs a second the nodes catch up with that are started from now on. */
  double catchUpRate = 1_000;

  /** The time of day of the nodes that are started from now on. */
  InstantSource clock = InstantSource.system();

  final List<Event> happened = new CopyOnWriteArrayList<>();
  private final Path directory;
  private final List<Member> members = new ArrayList<>();
  private int made;
  private LocalZooKeeper zooKeeper;
  private final int zooKeeperPort;

  Installation(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    this.zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory.resolve("zookeeper"));
    this.zooKeeperPort = zooKeeper.port();
    this.drove = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
  }

  /** A node. */
  final class Member implements AutoCloseable {
    final Election election;
    private final CuratorFramework client;
    private final Drove connection;

    private Member(String connectString, int sessionMillis, int number) {
      client =
          CuratorFrameworkFactory.builder()
              .connectString(connectString)
              .sessionTimeoutMs(sessionMillis)
              .connectionTimeoutMs(sessionMillis)
              .retryPolicy(new RetryOneTime(50))
              .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
              .build();
      client.start();
      DroveSettings settings = droveSettings();
      connection = new Drove(settings, clock, System::nanoTime, CallListener.none());
      var events = new Events();
      events.subscribe(happened::add);
      election =
          new Election(
              client,
              URI.create("http://127.0.0.1:" + (20_000 + number)),
              settings(),
              connection,
              settings,
              clock,
              events);
      election.start();
    }

    /** What this node can be asked once it leads. */
    Operations leading() throws Exception {
      return Await.found("this node leads", election::operations);
    }

    /** Its client of Drove. */
    Drove connection() {
      return connection;
    }

    CuratorFramework client() {
      return client;
    }

    /** Ends as a process that is killed does: nothing is given back. */
    void crash() throws Exception {
      election.abandon();
      client.getZookeeperClient().close();
      members.remove(this);
    }

    @Override
    public void close() {
      election.close();
      connection.close();
      client.close();
      members.remove(this);
    }
  }

  /** Starts a node. */
  Member member() {
    return member("127.0.0.1:" + zooKeeperPort);
  }

  /** Starts a node that finds ZooKeeper elsewhere, behind a proxy say. */
  Member member(String connectString) {
    return member(connectString, SESSION_MILLIS);
  }

  /** Starts a node whose session outlives a connection that is cut, however busy the machine is. */
  Member patientMember(String connectString) {
    return member(connectString, 10 * SESSION_MILLIS);
  }

  private Member member(String connectString, int sessionMillis) {
    var member = new Member(connectString, sessionMillis, made++);
    members.add(member);
    return member;
  }

  int zooKeeperPort() {
    return zooKeeperPort;
  }

  void stopZooKeeper() {
    zooKeeper.close();
  }

  void startZooKeeper() throws Exception {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", zooKeeperPort, directory.resolve("zookeeper"));
  }

  Faults faults() {
    return drove.faults();
  }

  /** A topology of one command. */
  static Topology topology(String name, String cron, String script) {
    return Topology.of(name, command(TASK, script), CronTrigger.of(cron));
  }

  static ContainerTask command(String taskName, String script) {
    return ContainerTask.of(taskName, CommandExecutable.shell(script), 1, 16);
  }

  /** Waits until the topology has a run that fits. */
  static Run await(Operations operations, String topologyId, RunState state) throws Exception {
    return Await.found(
        "a run of " + topologyId + " in state " + state,
        () -> operations.runs().list(topologyId, Set.of(state)).stream().findFirst());
  }

  /** Waits until this run is in this state. */
  static Run await(Operations operations, String topologyId, String runId, RunState state)
      throws Exception {
    return Await.found(
        "run " + runId + " in state " + state,
        () ->
            Optional.of(operations.runs().find(topologyId, runId))
                .filter(run -> run.state() == state));
  }

  /** How nodes lead that are started from now on. */
  TermSettings settings() {
    return new TermSettings(
        Paths.of("epoch"),
        impatient(),
        ZoneOffset.UTC,
        true,
        5_000,
        catchUpRate,
        64,
        Duration.ofHours(6),
        retention,
        new About("0.0.0-test", false, () -> false),
        Optional.empty());
  }

  /** How nodes ask Drove. */
  DroveSettings droveSettings() {
    return DroveSettings.of(List.of(URI.create(drove.url())), APP)
        .with(
            new DroveSettings.Pace(
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                1024,
                100,
                16))
        .with(new DroveSettings.Timeouts(CALL, CALL, CALL));
  }

  private static RunSettings impatient() {
    return new RunSettings(
        APP,
        Duration.ofSeconds(2),
        Duration.ofHours(24),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        Duration.ofMillis(500));
  }

  @Override
  public void close() {
    List.copyOf(members).forEach(Member::close);
    drove.close();
    zooKeeper.close();
  }
}
