package epoch.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LedgerPage;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogPiece;
import epoch.api.rest.LogRange;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStarted;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.ValidationReport;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.live.Feed;
import epoch.server.operations.Caller;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Runs;
import epoch.server.operations.TaskLogs;
import epoch.server.operations.Topologies;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Topologies and runs in a map, with the behaviour that the routes rely on; nothing fires by
 * itself.
 */
final class InMemoryOperations implements Topologies, Runs, TaskLogs {

  static final String LOG = "line 1\nZeile 2: ä€\n";

  final List<Caller> callers = new CopyOnWriteArrayList<>();

  /** What happens, as a test says; of leadership 7. */
  volatile Feed feed = new Feed(7, "http://leader.example:1", this::row);

  volatile Runnable beforeChange = () -> {};

  private final TopologyValidator validator =
      new TopologyValidator(InMemoryOperations::cron, false);
  private final Map<String, TopologyDetails> topologies = new TreeMap<>();
  private final Map<String, Map<String, Run>> runs = new TreeMap<>();
  final AtomicInteger tails = new AtomicInteger();
  private int count;

  Operations operations() {
    return new Operations(
        this,
        new NoRevisions(),
        (request, by) -> new BulkAnswer(request.dryRun(), List.of()),
        new OneDocument(),
        this,
        this,
        (id, from, to, limit) -> {
          find(id);
          Instant end = to == null ? Instant.now() : to;
          return new LedgerPage(from == null ? end : from, end, List.of(), null);
        },
        new InMemoryControl(),
        new InMemorySearch(this, this),
        new InMemoryCalendars(),
        new InMemorySearch(this, this),
        _ -> List.of(),
        new InMemoryGroups(),
        InMemoryControl::overview,
        feed);
  }

  private synchronized Optional<JsonNode> row(String id) {
    return Optional.ofNullable(topologies.get(id)).map(Json::tree);
  }

  @Override
  public LogTail tail(String topologyId, String runId, String taskName, String file, long offset) {
    tails.incrementAndGet();
    LogRange range = read(topologyId, runId, taskName, file, offset, 64);
    Run run = find(topologyId, runId);
    return new LogTail(
        new LogPiece(range.offset(), range.nextOffset(), range.data()),
        range.data().isEmpty() && run.state().isTerminal() ? TaskState.CANCELLED : null);
  }

  private static Optional<String> cron(String expression) {
    return expression.split(" ").length >= 6
        ? Optional.empty()
        : Optional.of("is not a cron expression");
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new Refusal(
          Kind.INVALID,
          "Command validation failure",
          violations.stream().map(Violation::line).toList());
    }
  }

  private void change(Caller by) {
    callers.add(by);
    beforeChange.run();
  }

  @Override
  public synchronized Revised create(Topology topology, Caller by) {
    change(by);
    refuse(validator.validate(topology));
    if (topologies.containsKey(topology.name())) {
      throw new Refusal(
          Kind.CONFLICT,
          "Topology " + topology.name() + " already exists with ID: " + topology.name());
    }
    Instant now = Instant.ofEpochMilli(1_000);
    TopologyDetails details =
        new TopologyDetails(topology.name(), topology, TopologyState.ACTIVE, now, now, Map.of());
    return put(details);
  }

  @Override
  public ValidationReport validate(Topology topology) {
    return new ValidationReport(validator.validate(topology).isEmpty(), List.of(), null);
  }

  @Override
  public synchronized Revised update(Topology topology, Caller by) {
    change(by);
    refuse(validator.validate(topology));
    return put(find(topology.name()).withTopology(topology, Instant.ofEpochMilli(2_000)));
  }

  @Override
  public synchronized Revised createSimple(SimpleTopology form, Caller by) {
    refuse(validator.validateCreate(form));
    return create(form.toTopology(), by);
  }

  @Override
  public synchronized Revised edit(String id, SimpleTopology edit, Caller by) {
    change(by);
    refuse(validator.validateEdit(edit));
    TopologyDetails details = find(id);
    Topology edited =
        edit.applyTo(details.topology())
            .orElseThrow(() -> new Refusal(Kind.CONFLICT, "Cannot be edited in the short form"));
    return put(details.withTopology(edited, Instant.ofEpochMilli(3_000)));
  }

  @Override
  public synchronized Revised pause(String id, PauseRequest request, Caller by) {
    change(by);
    return put(find(id).withState(TopologyState.PAUSED, Instant.ofEpochMilli(4_000)));
  }

  @Override
  public synchronized Revised unpause(String id, Caller by) {
    change(by);
    return put(find(id).withState(TopologyState.ACTIVE, Instant.ofEpochMilli(5_000)));
  }

  @Override
  public synchronized int delete(String id, Caller by) {
    change(by);
    find(id);
    topologies.remove(id);
    runs.remove(id);
    return 0;
  }

  @Override
  public synchronized TopologyDetails find(String id) {
    TopologyDetails details = topologies.get(id);
    if (details == null) {
      throw new Refusal(Kind.NOT_FOUND, "No such topology: " + id);
    }
    return details;
  }

  @Override
  public synchronized List<TopologyDetails> list() {
    return List.copyOf(topologies.values());
  }

  private Revised put(TopologyDetails details) {
    topologies.put(details.id(), details);
    return new Revised(details, 1);
  }

  @Override
  public synchronized RunStarted start(String topologyId, RunRequest request, Caller by) {
    change(by);
    TopologyDetails details = find(topologyId);
    String runId = "EIR-2026-01-01-00-00-00-" + String.format("%03d", ++count);
    startAs(topologyId, runId, ((ContainerTask) details.topology().task()).taskName());
    return new RunStarted(runId);
  }

  /** Makes a run with a given id. */
  synchronized void startAs(String topologyId, String runId, String taskName) {
    TaskRun task =
        TaskRun.pending(topologyId + "-" + runId + "-" + taskName).withState(TaskState.RUNNING, "");
    Instant now = Instant.ofEpochMilli(count);
    Run run =
        new Run(
            topologyId,
            runId,
            RunState.RUNNING,
            "Job started",
            Map.of(taskName, task),
            RunType.INSTANT,
            now,
            now,
            null,
            Map.of());
    runs.computeIfAbsent(topologyId, _ -> new TreeMap<>()).put(runId, run);
  }

  /** Puts a topology in without looking at it. */
  synchronized void restore(JsonNode topology) throws IOException {
    Instant now = Instant.ofEpochMilli(1_000);
    Topology read = Json.read(topology, Topology.class);
    put(new TopologyDetails(read.name(), read, TopologyState.ACTIVE, now, now, Map.of()));
  }

  @Override
  public synchronized List<Run> list(String topologyId, Set<RunState> states) {
    find(topologyId);
    List<Run> found = new ArrayList<>(runs.getOrDefault(topologyId, Map.of()).values());
    found.removeIf(run -> !states.isEmpty() && !states.contains(run.state()));
    found.sort(Comparator.comparing(Run::created).reversed());
    return found;
  }

  @Override
  public synchronized Run find(String topologyId, String runId) {
    Run run = runs.getOrDefault(topologyId, Map.of()).get(runId);
    if (run == null) {
      throw new Refusal(Kind.NOT_FOUND, "No run exists for " + topologyId + "/" + runId);
    }
    return run;
  }

  @Override
  public synchronized KillAnswer kill(String topologyId, String runId, String taskName, Caller by) {
    change(by);
    Run run = find(topologyId, runId);
    task(run, taskName);
    if (run.state().isTerminal()) {
      return new KillAnswer(false, "The task has ended");
    }
    runs.get(topologyId)
        .put(runId, run.withState(RunState.FAILED, "Task failed", Instant.ofEpochMilli(9_000)));
    return new KillAnswer(true, "Task cancel accepted");
  }

  @Override
  public RunStarted retry(String topologyId, String runId, Caller by) {
    find(topologyId, runId);
    throw new Refusal(Kind.CONFLICT, "It goes on");
  }

  @Override
  public KillAnswer killRun(String topologyId, String runId, @Nullable String reason, Caller by) {
    find(topologyId, runId);
    return new KillAnswer(true, reason);
  }

  private static TaskRun task(Run run, String taskName) {
    TaskRun task = run.tasks().get(taskName);
    if (task == null) {
      throw new Refusal(Kind.NOT_FOUND, "No task found for the provided id");
    }
    return task;
  }

  @Override
  public String link(String topologyId, String runId, String taskName, URI base) {
    return base + "/logs/" + task(find(topologyId, runId), taskName).taskId();
  }

  @Override
  public LogFileList files(String topologyId, String runId, String taskName) {
    task(find(topologyId, runId), taskName);
    return new LogFileList(List.of(new LogFileList.LogFile("output.log", (long) bytes().length)));
  }

  @Override
  public LogRange read(
      String topologyId,
      String runId,
      String taskName,
      String file,
      @Nullable Long offset,
      @Nullable Integer length) {
    checkFile(topologyId, runId, taskName, file);
    int from =
        offset == null
            ? 0
            : Math.toIntExact(offset < 0 ? Math.max(0, bytes().length + offset) : offset);
    int to = length == null ? bytes().length : Math.min(bytes().length, from + length);
    return new LogRange(
        from, to, bytes().length, new String(bytes(), from, to - from, StandardCharsets.UTF_8));
  }

  @Override
  public void download(
      String topologyId, String runId, String taskName, String file, OutputStream to)
      throws IOException {
    checkFile(topologyId, runId, taskName, file);
    if (file.equals("huge.log")) {
      for (int i = 0; i < 4_000; i++) {
        to.write(new byte[1024]);
      }
    } else if (file.equals("broken.log")) {
      to.write(new byte[100 * 1024]);
      throw new IOException("Drove broke off");
    } else {
      to.write(bytes());
    }
  }

  private void checkFile(String topologyId, String runId, String taskName, String file) {
    task(find(topologyId, runId), taskName);
    if (file.equals("none.log")) {
      throw new Refusal(Kind.NOT_FOUND, "No such file: " + file);
    }
    if (file.equals("bug.log")) {
      throw new IllegalStateException("secret detail");
    }
  }

  private static byte[] bytes() {
    return LOG.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Run close(String topologyId, String runId, String as, String reason, Caller by) {
    return find(topologyId, runId);
  }
}
