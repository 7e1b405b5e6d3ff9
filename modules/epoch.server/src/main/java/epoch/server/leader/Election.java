package epoch.server.leader;

import epoch.api.validation.LegacyRules;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.event.Events;
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
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.state.ConnectionState;
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

  private final CuratorFramework client;
  private final URI memberId;
  private final TermSettings settings;
  private final Drove drove;
  private final DroveSettings droveSettings;
  private final InstantSource clock;
  private final Events events;
  private final Members members;
  private final Register register;
  private final LeaderSelector selector;
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
    this.memberId = memberId;
    this.settings = settings;
    this.drove = drove;
    this.droveSettings = droveSettings;
    this.clock = clock;
    this.events = events;
    String path = settings.paths().leaderSelection();
    this.members = new Members(client, path);
    this.register = new Register(client, settings.paths().members(), memberId);
    this.selector = new LeaderSelector(client, path, new Listener());
    selector.setId(memberId.toString());
    selector.autoRequeue();
  }

  /** Joins the election. */
  public void start() {
    client
        .getConnectionStateListenable()
        .addListener((connection, state) -> connectionChanged(state));
    members.start();
    // Before joining, so that nobody takes this node for one of 1.14.
    register.start();
    selector.start();
  }

  /** Who takes part. */
  public Members members() {
    return members;
  }

  /** Nodes of this version or a later one. */
  public Register register() {
    return register;
  }

  /** A member of the election that is of version 1.14. */
  public Optional<URI> legacyMember() {
    return members.all().stream().filter(member -> !register.has(member)).findFirst();
  }

  @Override
  public Optional<Operations> operations() {
    return Optional.ofNullable(operations);
  }

  @Override
  public Optional<URI> leader() {
    return operations != null ? Optional.of(memberId) : members.leader();
  }

  @Override
  public URI self() {
    return memberId;
  }

  /** How many topologies this leader has; 0 on a follower. */
  public int topologies() {
    Term current = term;
    return current == null ? 0 : current.topologies();
  }

  /** How many runs are active on this leader; 0 on a follower. */
  public int activeRuns() {
    Term current = term;
    return current == null ? 0 : current.activeRuns();
  }

  /** Gives leadership away, if this node has it, and leaves the election. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
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
    register.close();
    members.close();
  }

  /** For tests: stops acting without giving anything back, as a process that is killed does. */
  void abandon() {
    closing = true;
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
    var session = new Session(client.getZookeeperClient().getZooKeeper());
    LeaderToken.Taken taken =
        new LeaderToken(session, settings.paths(), memberId.toString(), clock).take();
    LOG.info("Elected: this is leadership number {}", taken.fence().version());
    var serverClock = new ServerClock(taken.serverTime(), System::nanoTime);
    var current =
        new Term(
            taken.fence(),
            serverClock,
            memberId.toString(),
            new LegacyRules(() -> legacyMember().map(URI::toString)),
            settings,
            drove,
            droveSettings,
            clock,
            events);
    term = current;
    try {
      current.establish(new Predecessor(members.lastFirst(memberId), taken.lastHolder()));
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
      } catch (Exception e) {
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
