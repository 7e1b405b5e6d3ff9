package epoch.server;

import epoch.server.command.Version;
import epoch.server.config.EpochConfig;
import epoch.server.config.MemberId;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.event.Events;
import epoch.server.http.Cluster;
import epoch.server.http.HttpServer;
import epoch.server.http.WebFiles;
import epoch.server.leader.Election;
import epoch.server.metrics.DroveMetrics;
import epoch.server.metrics.FireMetrics;
import epoch.server.metrics.LeaderMetrics;
import epoch.server.metrics.NodeMetrics;
import epoch.server.notify.mail.Mailer;
import epoch.web.WebAssets;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node, put together: HTTP in front, the election behind it, and what they both need. What only
 * a leader has is put together in {@code epoch.server.leader.Term}.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final HttpServer http;
  private final Election election;
  private final Optional<Mailer> mailer;
  private final Drove drove;
  private final CuratorFramework zooKeeper;

  private Node(
      HttpServer http,
      Election election,
      Optional<Mailer> mailer,
      Drove drove,
      CuratorFramework zooKeeper) {
    this.http = http;
    this.election = election;
    this.mailer = mailer;
    this.drove = drove;
    this.zooKeeper = zooKeeper;
  }

  /**
   * Starts a node. It need not find ZooKeeper or Drove: it waits for them.
   *
   * @param environment tells how others reach this node (see {@link MemberId})
   * @throws IOException if a port is taken; the message names it
   */
  public static Node start(EpochConfig config, Map<String, String> environment) throws IOException {
    Clock clock = Clock.systemUTC();
    var events = new Events();
    var registry = new PrometheusRegistry();
    var view = new LateView();

    CuratorFramework zooKeeper =
        Connection.start(config.zookeeper(), StoredSessionKey.identity(config));
    DroveSettings droveSettings = Settings.drove(config);
    var drove = new Drove(droveSettings, clock, System::nanoTime, new DroveMetrics(registry));
    HttpServer http;
    try {
      http =
          HttpServer.start(
              Settings.listen(config),
              cluster(config, view, zooKeeper),
              Settings.users(config.userAuth()),
              WebFiles.of(WebAssets::open, WebAssets.build()),
              Checks.health(view, zooKeeper, drove, clock),
              registry,
              clock);
    } catch (IOException e) {
      drove.close();
      zooKeeper.close();
      throw e;
    }

    URI self = URI.create(MemberId.ofThisNode(http.port(), environment).toString());
    var election =
        new Election(zooKeeper, self, Settings.term(config), drove, droveSettings, clock, events);
    FireMetrics.register(registry, events);
    LeaderMetrics.register(registry, election::vitals);
    NodeMetrics.register(
        registry, Version.number(), () -> zooKeeper.getZookeeperClient().isConnected());
    Optional<Mailer> mailer = mailer(config, self, clock);
    mailer.ifPresent(present -> events.subscribe(Settings.notifier(config, present)));
    view.set(election);
    election.start();
    LOG.info("Node {} listens on port {}, admin {}", self, http.port(), http.adminPort());
    return new Node(http, election, mailer, drove, zooKeeper);
  }

  /** Only a leader ends runs; so only the leader has anything to send. */
  private static Optional<Mailer> mailer(EpochConfig config, URI self, Clock clock) {
    return Settings.mailServer(config.notifications())
        .map(server ->
            Mailer.start(server, Settings.letters(config, self), clock, System::nanoTime));
  }

  private static Cluster cluster(EpochConfig config, LateView view, CuratorFramework zooKeeper) {
    var secret = config.cluster().secret();
    String namespace = config.zookeeper().nameSpace();
    return secret == null
        ? Cluster.withoutSecret(view, new StoredSessionKey(zooKeeper, namespace)::read)
        : Cluster.withSecret(view, secret.value(), config.cluster().legacyLeader());
  }

  /** The port of the API and the UI. */
  public int port() {
    return http.port();
  }

  /** The port of health and metrics. */
  public int adminPort() {
    return http.adminPort();
  }

  /** Whether this node leads and can be asked. */
  public boolean leads() {
    return election.operations().isPresent();
  }

  /**
   * Gives leadership away first, so that another node can lead while requests under way here are
   * finished, and the mail that waits goes out; the ZooKeeper session ends last. Who balances load
   * is told before all that.
   */
  @Override
  public void close() {
    http.retire();
    election.close();
    http.close();
    mailer.ifPresent(Mailer::close);
    drove.close();
    zooKeeper.close();
    LOG.info("Stopped");
  }
}
