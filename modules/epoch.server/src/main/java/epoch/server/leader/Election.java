package epoch.server.leader;

import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.event.Events;
import epoch.server.metrics.Vitals;
import epoch.server.operations.LeaderView;
import epoch.server.operations.Operations;
import epoch.server.store.zookeeper.FencedOutException;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in the election and leads while elected: establish, wait for the end, revoke, and join
 * the election again. Nothing here ends the process; a node that loses ZooKeeper comes back by
 * itself. Thread safe.
 */
public final class Election implements LeaderView, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  /** The pause after a leadership that failed, so that a fault does not spin. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);

  /**
   * How long a leader that leaves still knows who leads, so that requests here find the next one.
   * All else that ends with the process ends later: where both nodes share a processor, the next
   * leader has it to itself for as long as its first fires take.
   */
  private static final Duration HAND_OVER = Duration.ofMillis(500);

  private final CuratorFramework client;
  private final Peers peers;
  private final TermSettings settings;
  private final Drove drove;
  private final DroveSettings droveSettings;
  private final InstantSource clock;
  private final Events events;
  private final ExecutorService thread;
  private final LeaderSelector selector;
  private final Rehearsal rehearsal;
  private volatile @Nullable Term term;
  private volatile @Nullable Operations operations;
  private volatile boolean closing;

  /**
   * @param client connected to ZooKeeper or about to be; its policy must take only a lost session
   *     for an error
   */
  public Election(
      CuratorFramework client,
      URI memberId,
      TermSettings settings,
      Drove drove,
      DroveSettings droveSettings,
      InstantSource clock,
      Events events) {
    this.client = client;
    this.settings = settings;
    this.drove = drove;
    this.droveSettings = droveSettings;
    this.clock = clock;
    this.events = events;
    String path = settings.paths().leaderSelection();
    this.peers =
        new Peers(
            memberId,
            new Members(client, path),
            new Register(client, settings.paths().members(), memberId, settings.about().version()));
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("election").factory());
    this.selector = new LeaderSelector(client, path, thread, new Listener());
    this.rehearsal = new Rehearsal(client, settings, drove);
    selector.setId(memberId.toString());
    selector.autoRequeue();
  }

  /** Joins the election. */
  public void start() {
    client
        .getConnectionStateListenable()
        .addListener((connection, state) -> connectionChanged(state));
    peers.members().start();
    // Before joining, so that nobody takes this node for one of 1.14.
    peers.register().start();
    selector.start();
    rehearsal.start();
  }

  /** Who takes part. */
  public Members members() {
    return peers.members();
  }

  /** Nodes of this version or a later one. */
  public Register register() {
    return peers.register();
  }

  /** A member of the election that is of version 1.14; never this node, whoever knows it yet. */
  public Optional<URI> legacyMember() {
    return members().all().stream()
        .filter(member -> !member.equals(self()) && !peers.register().has(member))
        .findFirst();
  }

  @Override
  public Optional<Operations> operations() {
    return Optional.ofNullable(operations);
  }

  @Override
  public Optional<URI> leader() {
    return operations != null ? Optional.of(peers.self()) : peers.members().leader();
  }

  @Override
  public URI self() {
    return peers.self();
  }

  /** How this leader is doing, from memory; empty on a follower. */
  public Optional<Vitals> vitals() {
    Term current = term;
    return current == null || operations == null ? Optional.empty() : Optional.of(current.vitals());
  }

  /**
   * Gives leadership away, if this node has it, and leaves the election. Returns a moment after it
   * where another node takes over.
   */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    rehearsal.close();
    operations = null;
    Term current = term;
    if (current != null) {
      current.end();
      try {
        current.awaitOver(CLOSE_DEADLINE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    selector.close();
    awaitSelector();
    if (current != null) {
      handOver();
    }
    peers.register().close();
    peers.members().close();
  }

  /** It gives its place in the election back, for which it needs the connection. */
  private void awaitSelector() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The place in the election ends with the session");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody is waited for who is not there. */
  private void handOver() {
    try {
      if (members().all().stream().anyMatch(member -> !member.equals(self()))) {
        TimeUnit.MILLISECONDS.sleep(HAND_OVER.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For tests: stops acting without giving anything back, as a process that is killed does. */
  void abandon() {
    closing = true;
    rehearsal.close();
    operations = null;
    Term current = term;
    if (current != null) {
      current.revoke();
    }
  }

  private void connectionChanged(ConnectionState state) {
    Term current = term;
    if (current != null) {
      switch (state) {
        case SUSPENDED -> {
          LOG.warn("ZooKeeper is away: nothing fires until it is back");
          current.suspend();
        }
        case RECONNECTED -> {
          LOG.info("ZooKeeper is back");
          current.resume();
        }
        case LOST -> {
          LOG.warn("The ZooKeeper session is lost: stepping down");
          current.end();
        }
        case CONNECTED, READ_ONLY -> {}
      }
    }
  }

  private void lead() throws Exception {
    rehearsal.close();
    var session = new Session(client.getZookeeperClient().getZooKeeper());
    awaitRestored(session);
    LeaderToken.Taken taken =
        new LeaderToken(session, settings.paths(), self().toString(), clock).take();
    LOG.info("Elected: this is leadership number {}", taken.fence().version());
    var serverClock = new ServerClock(taken.serverTime(), System::nanoTime);
    var current =
        new Term(
            new Surroundings(
                taken.fence(),
                serverClock,
                peers,
                () -> legacyMember().map(URI::toString),
                settings,
                drove,
                droveSettings,
                clock,
                events));
    term = current;
    try {
      current.establish(new Predecessor(members().lastFirst(self()), taken.lastHolder()));
      if (!closing) {
        operations = current.operations();
      }
      current.awaitEnd();
    } finally {
      operations = null;
      term = null;
      current.revoke();
      LeaderToken.giveBack(taken);
      current.over();
      LOG.info("Leads no more");
    }
  }

  /** An installation of which only a part is there yet is led by nobody. */
  private void awaitRestored(Session session) throws KeeperException, InterruptedException {
    boolean said = false;
    while (session.read(settings.paths().restoring()).isPresent()) {
      if (!said) {
        said = true;
        LOG.warn(
            "{} is being restored, or that was broken off: nobody leads until it is finished",
            settings.paths().root());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** What LeaderSelector calls. */
  private final class Listener extends LeaderSelectorListenerAdapter {
    @Override
    public void takeLeadership(CuratorFramework framework) throws Exception {
      try {
        if (!closing) {
          lead();
        }
        if (closing) {
          awaitInterrupt();
        }
      } catch (InterruptedException e) {
        LOG.debug("Leadership is cut short");
        Thread.currentThread().interrupt();
      } catch (FencedOutException e) {
        LOG.warn("Leadership is over: {}", e.getMessage());
      } catch (Exception | Error e) {
        // LeaderSelector would swallow an error and let us lead again at once, without a word.
        LOG.error("Leadership failed, and is given away for another try", e);
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }

    /**
     * Our place in the election is given back already; LeaderSelector must not join again, and must
     * not be interrupted while it tidies up, so it is kept here until it is closed.
     */
    private static void awaitInterrupt() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }
}
