package epoch.server.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * Serves the REST API and the web UI on one port, health and metrics on another. Safe for use by
 * several threads.
 *
 * <p>{@link #close} takes no more requests, gives those under way {@link #PATIENCE} and then closes
 * both ports.
 */
public final class HttpServer implements AutoCloseable {

  /** How long requests that are under way may take once the server stops. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How long the closing of connections may take. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  // What is read of a body that nobody wants; the limits of those that somebody wants are lower.
  private static final long MAX_UNWANTED = 64L * 1024 * 1024;
  private static final int KEEP_ALIVE_MILLIS = 75_000;
  private static final int HEAD_MILLIS = 15_000;

  private final XnioWorker worker;
  private final InFlight inFlight;
  private final Streams streams;
  private final LeaderConnections connections;
  private final Undertow site;
  private final Undertow admin;
  private int port;
  private int adminPort;

  private HttpServer(
      XnioWorker worker,
      InFlight inFlight,
      Streams streams,
      LeaderConnections connections,
      Undertow site,
      Undertow admin) {
    this.worker = worker;
    this.inFlight = inFlight;
    this.streams = streams;
    this.connections = connections;
    this.site = site;
    this.admin = admin;
  }

  /**
   * Starts listening on both ports.
   *
   * @param listen where
   * @param cluster who leads, and how the nodes know each other
   * @param users who may log in
   * @param web the files of the web UI
   * @param health what the admin port tells
   * @param registry takes the metrics of HTTP and is what {@code /metrics} shows
   * @param clock the time of day
   * @return the running server, for the caller to close
   * @throws IOException if a port cannot be bound; its message names host and port
   */
  public static HttpServer start(
      Listen listen,
      Cluster cluster,
      Users users,
      WebFiles web,
      Health health,
      PrometheusRegistry registry,
      InstantSource clock)
      throws IOException {
    return start(listen, cluster, users, web, health, registry, clock, Streams.Pace.STANDARD);
  }

  static HttpServer start(
      Listen listen,
      Cluster cluster,
      Users users,
      WebFiles web,
      Health health,
      PrometheusRegistry registry,
      InstantSource clock,
      Streams.Pace pace)
      throws IOException {
    XnioWorker worker = worker();
    Streams streams = new Streams(pace);
    StreamMetrics.register(registry, streams);
    LeaderConnections connections = new LeaderConnections(cluster);
    InFlight inFlight =
        Chain.compose(registry, Chain.site(cluster, users, web, connections, streams, clock));
    HttpHandler administration =
        new ErrorMapping(new Admin(health, inFlight::isRetiring, registry, clock));
    Undertow site = listener(worker, listen.host(), listen.port(), inFlight);
    Undertow admin = listener(worker, listen.host(), listen.adminPort(), administration);
    HttpServer server = new HttpServer(worker, inFlight, streams, connections, site, admin);
    try {
      server.port = bind(site, listen.host(), listen.port());
      server.adminPort = bind(admin, listen.host(), listen.adminPort());
    } catch (IOException e) {
      server.stop();
      throw e;
    }
    return server;
  }

  /** The port of the API and the web UI. */
  public int port() {
    return port;
  }

  /** The port of health and metrics. */
  public int adminPort() {
    return adminPort;
  }

  /**
   * Answers as before, but says on the admin port that it is not ready, and with each answer that
   * its connection ends: {@link #close} is near.
   */
  public void retire() {
    inFlight.retire();
  }

  @Override
  public void close() {
    streams.close();
    try {
      if (!inFlight.stop(PATIENCE)) {
        LOG.info(
            "Requests are still under way after {} s; they are broken off", PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
  }

  private void stop() {
    site.stop();
    admin.stop();
    connections.close();
    worker.shutdownNow();
    try {
      // Whoever has heard that this node is closed finds all its connections closed.
      if (!worker.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Connections were not closed within {} s", ENDING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static XnioWorker worker() throws IOException {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    // Blocking work goes to virtual threads; Undertow itself needs next to no worker threads.
    OptionMap options =
        OptionMap.builder()
            .set(Options.WORKER_NAME, "http")
            .set(Options.WORKER_IO_THREADS, threads)
            .set(Options.WORKER_TASK_CORE_THREADS, 1)
            .set(Options.WORKER_TASK_MAX_THREADS, 1)
            .set(Options.TCP_NODELAY, true)
            .getMap();
    return Xnio.getInstance(HttpServer.class.getClassLoader()).createWorker(options);
  }

  private static Undertow listener(XnioWorker worker, String host, int port, HttpHandler handler) {
    return Undertow.builder()
        .setWorker(worker)
        .addHttpListener(port, host, handler)
        .setServerOption(UndertowOptions.DECODE_URL, false)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_UNWANTED)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, RequestLimits.PARSER_LIMIT)
        .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, KEEP_ALIVE_MILLIS)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_MILLIS)
        .setSocketOption(Options.REUSE_ADDRESSES, true)
        .setSocketOption(Options.BACKLOG, 1024)
        .build();
  }

  private static int bind(Undertow undertow, String host, int port) throws IOException {
    try {
      undertow.start();
      return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
  }
}
