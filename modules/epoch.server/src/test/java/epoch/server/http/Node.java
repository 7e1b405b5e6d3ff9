package epoch.server.http;

import epoch.api.json.Json;
import epoch.api.rest.Role;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.operations.Caller;
import epoch.server.operations.LeaderView;
import epoch.server.operations.Operations;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running server for tests: in-memory operations, two users, a page, a clock that can be moved,
 * and a leader that can be chosen.
 */
final class Node implements AutoCloseable {

  static final Users USERS =
      Users.of(
          List.of(
              new User("admin", Role.READ_WRITE, PasswordCheck.plain("admin")),
              new User("guest", Role.READ_ONLY, PasswordCheck.plain("guest"))),
          () -> true);

  /** Quick, so that what happens every minute happens in a test. */
  static final Streams.Pace PACE =
      new Streams.Pace(
          Duration.ofMillis(100),
          2,
          Duration.ofMillis(500),
          Duration.ofMillis(20),
          Duration.ofMillis(500));

  static final Caller SOMEBODY = new Caller("somebody", Role.READ_WRITE, "127.0.0.1");

  static final Map<String, String> PAGES =
      Map.of(
          "index.html",
          "<!doctype html><title>Epoch</title><script src=\"assets/app/list.js\"></script>"
              .repeat(50),
          "app/list.js",
          "export const a = 1;",
          "secret",
          "no type");

  final InMemoryOperations operations = new InMemoryOperations();
  final Clock clock = new Clock();
  final View view = new View();
  final PrometheusRegistry registry = new PrometheusRegistry();
  final HttpServer server;

  /** A time of day that tests set. */
  static final class Clock implements InstantSource {
    volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Who leads, as the test says. */
  static final class View implements LeaderView {
    volatile @Nullable Operations operations;
    volatile @Nullable URI leader;
    volatile URI self = URI.create("http://127.0.0.1:1");

    @Override
    public Optional<Operations> operations() {
      return Optional.ofNullable(operations);
    }

    @Override
    public Optional<URI> leader() {
      return Optional.ofNullable(leader);
    }

    @Override
    public URI self() {
      return self;
    }
  }

  private Node(
      String host,
      Users users,
      @Nullable String secret,
      boolean allowLegacy,
      Map<String, HealthCheck> checks)
      throws IOException {
    WebFiles web =
        WebFiles.of(
            path ->
                PAGES.containsKey(path)
                    ? new ByteArrayInputStream(PAGES.get(path).getBytes(StandardCharsets.UTF_8))
                    : null,
            "7e57");
    Health health = new Health(checks, () -> view.leader().isPresent());
    Cluster cluster =
        secret == null
            ? Cluster.withoutSecret(view, () -> new byte[32])
            : Cluster.withSecret(view, secret, allowLegacy);
    server =
        HttpServer.start(
            new Listen(host, 0, 0), cluster, users, web, health, registry, clock, PACE);
    view.self =
        URI.create(
            "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
  }

  static Node leader() throws IOException {
    return start("127.0.0.1", USERS, null, true, Map.of()).lead();
  }

  static Node leader(Users users) throws IOException {
    return start("127.0.0.1", users, null, true, Map.of()).lead();
  }

  static Node follower(@Nullable URI leader) throws IOException {
    return start("127.0.0.1", USERS, null, true, Map.of()).follow(leader);
  }

  static Node start(
      String host,
      Users users,
      @Nullable String secret,
      boolean allowLegacy,
      Map<String, HealthCheck> checks)
      throws IOException {
    return new Node(host, users, secret, allowLegacy, checks);
  }

  Node lead() {
    view.leader = view.self;
    view.operations = operations.operations();
    return this;
  }

  Node follow(@Nullable URI leader) {
    view.operations = null;
    view.leader = leader;
    return this;
  }

  int port() {
    return server.port();
  }

  static Topology topology(String name) {
    return Topology.of(
        name,
        ContainerTask.of("docker-task", "localhost:5000/test-task:latest", 1, 128),
        CronTrigger.of("0 0 0 1 1 ? 2099"));
  }

  static String json(String name) {
    return Json.text(topology(name));
  }

  @Override
  public void close() {
    server.close();
  }
}
