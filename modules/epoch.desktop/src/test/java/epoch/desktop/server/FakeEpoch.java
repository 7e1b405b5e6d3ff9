package epoch.desktop.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import epoch.api.json.Json;
import epoch.api.rest.AuditEntry;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.Envelope;
import epoch.api.rest.FailoverReport;
import epoch.api.rest.Forecast;
import epoch.api.rest.HoldState;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LedgerPage;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogRange;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStatistics;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.Session;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.ValidationErrors;
import epoch.api.rest.ValidationReport;
import epoch.api.rest.Why;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.validation.LegacyRules;
import epoch.api.validation.TopologyValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks as much of the REST API as the console asks, on a port that stays its own:
 * what it holds is whatever a test wants, which a real one would take a night to come to.
 */
public final class FakeEpoch implements AutoCloseable {

  public static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  /** What a request came with. */
  record Asked(
      HttpExchange exchange,
      String method,
      List<String> path,
      Map<String, String> query,
      byte[] body) {
    <T> T read(Class<T> type) throws IOException {
      return Json.read(body, type);
    }

    String at(int index) {
      return index < path.size() ? path.get(index) : "";
    }
  }

  /** An answer that is not 200. */
  static final class Refusal extends RuntimeException {
    private final int status;
    private final transient Object data;

    Refusal(int status, String message, Object data) {
      super(message);
      this.status = status;
      this.data = data;
    }
  }

  public final World world = new World();
  public final FakeCalendars calendars = new FakeCalendars(world);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<RunRequest> runRequests = new CopyOnWriteArrayList<>();
  private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
  private final AtomicBoolean mute = new AtomicBoolean();
  private final AtomicInteger sequence = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer http;
  private final int port;

  public FakeEpoch() {
    http = listenSomewhere();
    port = http.getAddress().getPort();
  }

  /** On no port that the system gives to others, who may have it when it is to come back. */
  private HttpServer listenSomewhere() {
    while (true) {
      try {
        return listen(ThreadLocalRandom.current().nextInt(11_000, 31_000));
      } catch (BindException taken) {
        // Another one.
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private HttpServer listen(int wanted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What was asked for, such as {@code PUT /apis/v1/topologies/a/pause}. */
  public List<String> calls() {
    return calls;
  }

  /** Every answer takes that long from now on. */
  public void slow(Duration newDelay) {
    delay = newDelay;
  }

  public void goAway() {
    threads.shutdownNow();
    http.stop(0);
  }

  public void comeBack() {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      http = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells an event to all who listen. */
  public void tell(String kind, Object data) {
    String event =
        "id: 1.%d\nevent: %s\ndata: %s\n\n"
            .formatted(sequence.incrementAndGet(), kind, Json.text(data));
    streams.forEach(stream -> stream.add(event));
  }

  /** Puts a topology there and tells of it. */
  public void put(World.Entry entry) {
    world.put(entry);
    tell("topology", entry.summary());
  }

  public void remove(String id) {
    world.topologies.remove(id);
    tell("topology-removed", Map.of("id", id));
  }

  /** Puts a run there and tells of it. */
  public void put(Run run) {
    world.put(run);
    tell("run", run);
  }

  /** What runs were asked to do differently. */
  public List<RunRequest> runRequests() {
    return runRequests;
  }

  /** Has the next stream end before it says anything. */
  public void muteNextStream() {
    mute.set(true);
  }

  /** Ends all streams, as a network does now and then. */
  public void hangUp() {
    streams.forEach(stream -> stream.add(""));
  }

  public boolean isListenedTo() {
    return !streams.isEmpty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      answered(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answered(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      String method = exchange.getRequestMethod();
      calls.add(method + " " + path);
      if (!delay.isZero()) {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      }
      String user = user(exchange);
      if (user.isEmpty()) {
        send(exchange, 401, "Credentials are required to access this resource.");
        return;
      }
      List<String> parts =
          Stream.of(path.split("/"))
              .filter(part -> !part.isEmpty())
              .skip(2)
              .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
              .toList();
      Asked asked = new Asked(exchange, method, parts, query(exchange), body);
      if (parts.equals(List.of("events"))) {
        stream(exchange);
        return;
      }
      boolean reads =
          method.equals("GET") || path.endsWith("/preview") || path.endsWith("/validate");
      if (!reads && user.equals("guest")) {
        send(exchange, 403, "{\"message\":\"Forbidden\",\"status\":\"403\"}");
        return;
      }
      send(exchange, 200, Json.text(Envelope.success(serve(asked, user))));
    } catch (Refusal e) {
      send(exchange, e.status, Json.text(Envelope.failure("" + e.getMessage(), e.data)));
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getQuery();
    if (raw != null) {
      for (String part : raw.split("&")) {
        String[] pair = part.split("=", 2);
        query.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
    }
    return query;
  }

  private static String user(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return "";
    }
    String[] parts =
        new String(
                Base64.getDecoder().decode(header.replaceFirst("Basic ", "")),
                StandardCharsets.UTF_8)
            .split(":", 2);
    return parts[0].equals(parts[1]) ? parts[0] : "";
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    if (mute.compareAndSet(true, false)) {
      exchange.getResponseBody().flush();
      return;
    }
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    queue.add("id: 1.0\nevent: leader\ndata: {\"leader\":\"http://epoch-1:8080\"}\n\n");
    streams.add(queue);
    try {
      for (String event = queue.take(); !event.isEmpty(); event = queue.take()) {
        exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    } finally {
      streams.remove(queue);
    }
  }

  private static String role(String user) {
    return switch (user) {
      case "guest" -> "READ_ONLY";
      case "operator" -> "OPERATOR";
      case "author" -> "READ_WRITE";
      default -> "ADMIN";
    };
  }

  private Object serve(Asked asked, String user) throws IOException {
    return switch (asked.at(0)) {
      case "session" -> new Session(user, role(user), null, new Session.Door(true, false));
      case "cluster" -> cluster(asked);
      case "calendars" -> calendars.serve(asked);
      case "groups" -> calendars.serveGroups(asked);
      case "audit" -> audit(asked);
      case "runs" -> runs(asked);
      case "forecast" -> forecast(asked);
      case "schedule" -> preview(asked.read(PreviewRequest.class));
      case "topologies" -> asked.path().size() == 1 ? topologies(asked) : topology(asked);
      default -> throw new Refusal(404, "no such path", Map.of());
    };
  }

  private Object cluster(Asked asked) throws IOException {
    return switch (asked.at(1)) {
      case "" -> world.cluster();
      case "failovers" ->
          List.of(
              new FailoverReport(
                  2,
                  "http://epoch-2:8080",
                  "http://epoch-1:8080",
                  START.minusSeconds(3_600),
                  2_140,
                  3,
                  0,
                  0,
                  List.of(new FailoverReport.Affected("CAUGHT_UP", null, 3, List.of())),
                  4,
                  0),
              new FailoverReport(
                  1,
                  null,
                  "http://epoch-2:8080",
                  START.minusSeconds(200_000),
                  0,
                  0,
                  0,
                  0,
                  List.of(),
                  0,
                  0));
      case "hold" -> {
        world.hold =
            new HoldState(true, "admin", START, asked.read(JsonNode.class).path("reason").asText());
        tell("hold", world.hold);
        yield world.hold;
      }
      case "release" -> {
        world.hold = HoldState.FREE;
        tell("hold", world.hold);
        yield world.hold;
      }
      default -> true;
    };
  }

  private Object topologies(Asked asked) throws IOException {
    if (!asked.method().equals("GET")) {
      return save(asked);
    }
    List<World.Entry> all = new ArrayList<>(world.topologies.values());
    int from = Integer.parseInt(asked.query().getOrDefault("after", "0"));
    int limit = Integer.parseInt(asked.query().getOrDefault("limit", "100000"));
    int to = Math.min(all.size(), from + limit);
    var headers = asked.exchange().getResponseHeaders();
    headers.add("X-Total-Count", Integer.toString(all.size()));
    if (to < all.size()) {
      headers.add("Link", "</apis/v1/topologies?after=%d>; rel=\"next\"".formatted(to));
    }
    return all.subList(Math.min(from, to), to).stream().map(World.Entry::summary).toList();
  }

  private Object save(Asked asked) throws IOException {
    Topology topology = asked.read(Topology.class);
    World.Entry before = world.topologies.get(topology.name());
    String terms = asked.exchange().getRequestHeaders().getFirst("If-Match");
    if (before != null && terms != null && !terms.contains("" + before.revision())) {
      throw new Refusal(
          412,
          "Somebody else changed it",
          new StaleEdit(before.details(), topology, before.revision()));
    }
    World.Entry after = before == null ? World.Entry.of(topology) : before.saying(topology);
    put(after);
    return after.details();
  }

  private List<AuditEntry> audit(Asked asked) {
    Map<String, String> query = asked.query();
    Instant since = Instant.ofEpochMilli(Long.parseLong(query.getOrDefault("since", "0")));
    String after = query.get("after");
    return world.audit.stream()
        .dropWhile(entry -> after != null && !entry.id().equals(after))
        .skip(after == null ? 0 : 1)
        .filter(entry -> fits(query.get("who"), entry.who()))
        .filter(entry -> fits(query.get("topology"), entry.topology()))
        .filter(entry -> fits(query.get("action"), entry.action()))
        .filter(entry -> !entry.time().isBefore(since))
        .limit(Long.parseLong(query.getOrDefault("limit", "100")))
        .toList();
  }

  private static boolean fits(@Nullable String wanted, @Nullable String is) {
    return wanted == null || wanted.equals(is);
  }

  private List<?> runs(Asked asked) {
    String state = asked.query().getOrDefault("state", "");
    String topology = asked.query().getOrDefault("topology", "");
    String text = asked.query().getOrDefault("q", "");
    long since = Long.parseLong(asked.query().getOrDefault("since", "0"));
    List<Run> found =
        world.runs.values().stream()
            .flatMap(List::stream)
            .filter(run -> state.isEmpty() || run.state().name().equals(state))
            .filter(run -> topology.isEmpty() || run.topologyId().equals(topology))
            .filter(run -> run.topologyId().contains(text) || run.runId().contains(text))
            .filter(run -> run.created().toEpochMilli() >= since)
            .sorted(
                asked.query().containsKey("sort")
                    ? Comparator.comparing(FakeEpoch::length).reversed()
                    : Comparator.comparing(Run::created).reversed())
            .toList();
    int from = Integer.parseInt(asked.query().getOrDefault("after", "0"));
    int to = Math.min(found.size(), from + 200);
    var headers = asked.exchange().getResponseHeaders();
    headers.add("X-Total-Count", "" + found.size());
    if (to < found.size()) {
      headers.add("Link", "</apis/v1/runs?after=%d>; rel=\"next\"".formatted(to));
    }
    return found.subList(from, to);
  }

  private static Duration length(Run run) {
    return Duration.between(run.created(), run.updated());
  }

  /** One run in each bucket, and 40 at noon. */
  private Forecast forecast(Asked asked) {
    Instant from = Instant.ofEpochMilli(Long.parseLong(asked.query().get("from")));
    Instant to = Instant.ofEpochMilli(Long.parseLong(asked.query().get("to")));
    long bucket = Duration.between(from, to).toMillis() / 48;
    List<Forecast.Bucket> buckets = new ArrayList<>();
    List<Forecast.Collision> collisions = new ArrayList<>();
    if (!world.topologies.isEmpty()) {
      for (int i = 0; i < 48; i++) {
        Instant at = from.plusMillis(bucket * i);
        long runs = i == 14 ? 40 : 1 + i % 5;
        buckets.add(new Forecast.Bucket(at, runs, runs * 2, runs * 512));
        if (runs > 4) {
          collisions.add(
              new Forecast.Collision(at, (int) runs, List.copyOf(world.topologies.keySet())));
        }
      }
    }
    collisions.sort((a, b) -> Integer.compare(b.runs(), a.runs()));
    return new Forecast(
        from, to, bucket, buckets, collisions.subList(0, Math.min(10, collisions.size())));
  }

  private static SchedulePreview preview(PreviewRequest request) {
    List<SchedulePreview.Fire> fires = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      Instant at = START.plus(Duration.ofMinutes(15L * i));
      fires.add(
          new SchedulePreview.Fire(
              at,
              at.toString().replace("Z", "+00:00"),
              at.plusSeconds(19_800).toString().replace("Z", "+05:30")));
    }
    return new SchedulePreview("Every 15 minutes", "Europe/Berlin", fires, List.of());
  }

  private Object topology(Asked asked) throws IOException {
    String id = asked.at(1);
    if (id.equals("bulk")) {
      return bulk(asked.read(BulkRequest.class));
    }
    if (id.equals("validate")) {
      List<ValidationReport.Problem> problems = problems(asked.read(Topology.class));
      return new ValidationReport(problems.isEmpty(), problems, null);
    }
    World.Entry entry = world.topologies.get(id);
    if (entry == null) {
      throw new Refusal(404, "[3004]: Topology not found: " + id, Map.of());
    }
    return switch (asked.at(2)) {
      case "" -> {
        if (asked.method().equals("DELETE")) {
          remove(id);
          yield true;
        }
        yield entry.full();
      }
      case "stats" -> new RunStatistics(94, 90, 3, 1, 9_000L, 252_000L, 300_000L, 420_000L);
      case "ledger" -> new LedgerPage(START, START, world.ledger, null);
      case "why" ->
          new Why(
              id,
              START,
              "MISSED",
              "HELD",
              "It was missed, because the cluster was held.",
              "UTC",
              null);
      case "revisions" ->
          asked.at(3).isEmpty()
              ? List.of(
                  new RevisionSummary(
                      2, "admin", START.minusSeconds(7_200), List.of("trigger.timeSpec: changed")),
                  new RevisionSummary(1, "ann", START.minusSeconds(90_000), List.of("created")))
              : new RevisionDetails(
                  Integer.parseInt(asked.at(3)), "ann", START, entry.topology(), List.of());
      case "pause" -> state(entry, TopologyState.PAUSED);
      case "unpause" -> state(entry, TopologyState.ACTIVE);
      case "run" -> {
        runRequests.add(asked.body().length == 0 ? RunRequest.PLAIN : asked.read(RunRequest.class));
        yield started(id);
      }
      case "runs" -> run(asked, id);
      default -> throw new Refusal(404, "no such path", Map.of());
    };
  }

  /** A schedule that has too few parts is none; all others are one here. */
  static Optional<String> cronProblem(String expression) {
    int parts = expression.strip().split("\\s+").length;
    return parts < 6 ? Optional.of("has " + parts + " of 6 parts") : Optional.empty();
  }

  /** What the rules of the server say, and that a task may have 40 cores. */
  private List<ValidationReport.Problem> problems(Topology topology) {
    List<ValidationReport.Problem> problems = new ArrayList<>();
    TopologyValidator rules =
        new TopologyValidator(
            FakeEpoch::cronProblem,
            true,
            new LegacyRules(Optional::empty, _ -> Optional.empty()),
            name -> calendars.calendar(name).isPresent());
    rules
        .validate(topology)
        .forEach(it -> problems.add(new ValidationReport.Problem(it.field(), it.message())));
    if (topology.task().containers().stream().anyMatch(task -> task.cpus() > 40)) {
      problems.add(
          new ValidationReport.Problem("task.resources[0].count", "is too many: at most 40"));
    }
    return problems;
  }

  private Object state(World.Entry entry, TopologyState state) {
    World.Entry changed = entry.in(state);
    put(changed);
    return changed.details();
  }

  private Object started(String id) {
    Run run = World.run(id, RunState.RUNNING, START.plusSeconds(sequence.incrementAndGet()), "");
    put(run);
    return Map.of("runId", run.runId());
  }

  private Object bulk(BulkRequest request) {
    List<BulkAnswer.Result> results = new ArrayList<>();
    List<String> ids = request.ids() == null ? List.of() : request.ids();
    int most = "RUN".equals(request.action()) ? 500 : 5_000;
    if (ids.size() > most) {
      throw new Refusal(
          400,
          "Command validation failure",
          new ValidationErrors(
              List.of("ids: are %d; at most %d fit at once".formatted(ids.size(), most))));
    }
    for (String id : ids) {
      World.Entry entry = world.topologies.get(id);
      if (entry == null) {
        results.add(new BulkAnswer.Result(id, false, false, "Topology not found"));
        continue;
      }
      TopologyState wanted =
          switch ("" + request.action()) {
            case "PAUSE" -> TopologyState.PAUSED;
            case "UNPAUSE" -> TopologyState.ACTIVE;
            default -> TopologyState.DELETED;
          };
      boolean changes = entry.state() != wanted;
      results.add(new BulkAnswer.Result(id, true, changes, null));
      if (!request.dryRun() && changes) {
        if (wanted == TopologyState.DELETED) {
          remove(id);
        } else {
          put(entry.in(wanted));
        }
      }
    }
    return new BulkAnswer(request.dryRun(), results);
  }

  private Object run(Asked asked, String id) {
    List<Run> all = world.runs.getOrDefault(id, List.of());
    if (asked.at(3).isEmpty()) {
      return all;
    }
    Run run =
        all.stream()
            .filter(it -> it.runId().equals(asked.at(3)))
            .findFirst()
            .orElseThrow(() -> new Refusal(404, "Run not found", Map.of()));
    return switch (asked.at(4)) {
      case "" -> run;
      case "kill" -> {
        put(run.withState(RunState.FAILED, "Killed", START));
        yield new KillAnswer(true, "Task cancel accepted");
      }
      case "retry" -> started(id);
      case "close" -> run;
      case "tasks" ->
          asked.at(6).equals("kill") ? new KillAnswer(true, "Task cancel accepted") : logs(asked);
      default -> throw new Refusal(404, "no such path", Map.of());
    };
  }

  private Object logs(Asked asked) {
    if (asked.at(6).equals("log")) {
      return "http://drove-1:4000/logs/" + asked.at(5);
    }
    if (asked.at(7).isEmpty()) {
      return new LogFileList(List.of(new LogFileList.LogFile("output.log", world.logSize())));
    }
    long size = world.logSize();
    long offset = Long.parseLong(asked.query().getOrDefault("offset", "0"));
    long from = offset < 0 ? Math.max(0, size + offset) : Math.min(size, offset);
    long to = Math.min(size, from + Long.parseLong(asked.query().getOrDefault("length", "65536")));
    return new LogRange(from, to, size, world.log(from, to));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Somebody did something. */
  public void did(AuditEntry entry) {
    world.audit.addFirst(entry);
  }

  @Override
  public void close() {
    goAway();
  }
}
