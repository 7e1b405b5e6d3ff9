package epoch.api.client;

import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.CloseRequest;
import epoch.api.rest.ClusterState;
import epoch.api.rest.Envelope;
import epoch.api.rest.FailoverReport;
import epoch.api.rest.Forecast;
import epoch.api.rest.GroupRequest;
import epoch.api.rest.GroupState;
import epoch.api.rest.HoldRequest;
import epoch.api.rest.HoldState;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LedgerPage;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogRange;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.ReleaseRequest;
import epoch.api.rest.RunEntry;
import epoch.api.rest.RunStarted;
import epoch.api.rest.RunStatistics;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.Session;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologySummary;
import epoch.api.rest.Why;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The typed client of Epoch's REST API. Calls block; their thread may be virtual and may be
 * interrupted.
 *
 * <p>Every call throws {@link EpochApiException} if the server answers a failure, and another
 * {@link IOException} if there was no answer that can be understood. A call that only reads tries
 * the next member where one cannot be reached or knows no leader; a call that changes something is
 * sent once, to a member that can be reached, because nobody can tell whether a lost one was
 * carried out.
 *
 * <p>Safe for use by several threads.
 */
public final class EpochClient implements AutoCloseable {

  private static final TypeReference<Envelope<TopologyDetails>> DETAILS = new TypeReference<>() {};
  private static final TypeReference<Envelope<HoldState>> HOLD = new TypeReference<>() {};

  private static final TypeReference<Envelope<GroupState>> GROUP = new TypeReference<>() {};

  private final Transport transport;

  /**
   * Makes a client; nothing is sent yet.
   *
   * @throws IllegalArgumentException if a base URL is none
   */
  public EpochClient(ClientOptions options) {
    this.transport = new Transport(options);
  }

  /** Changes without terms: validation, revisions, bulk, export, import and the like. */
  public Changes changes() {
    return changes(Terms.NONE);
  }

  /** Changes on terms: only of a revision, or once however often they are sent. */
  public Changes changes(Terms terms) {
    return new Changes(transport, terms);
  }

  /** Calendars without terms. */
  public Calendars calendars() {
    return calendars(Terms.NONE);
  }

  /** Calendars, changed on terms: only what is at a revision, or once however often it is sent. */
  public Calendars calendars(Terms terms) {
    return new Calendars(transport, terms);
  }

  /** All topologies. */
  public List<TopologyDetails> topologies() throws IOException {
    return transport.get(
        new TypeReference<Envelope<List<TopologyDetails>>>() {},
        Transport.NO_QUERY,
        "v1",
        "topologies");
  }

  /** One topology. */
  public TopologyDetails topology(String id) throws IOException {
    return transport.get(DETAILS, Transport.NO_QUERY, "v1", "topologies", id);
  }

  /** One topology and where it stands. */
  public TopologyEntry entry(String id) throws IOException {
    return transport.get(
        new TypeReference<Envelope<TopologyEntry>>() {},
        Transport.NO_QUERY,
        "v1",
        "topologies",
        id);
  }

  /** Topologies and where they stand. */
  public Page<TopologyEntry> search(TopologyQuery query) throws IOException {
    return transport.page(
        new TypeReference<Envelope<List<TopologyEntry>>>() {},
        query.parameters(),
        "v1",
        "topologies");
  }

  /** Topologies in short and where they stand; many times less to read than {@link #search}. */
  public Page<TopologySummary> summaries(TopologyQuery query) throws IOException {
    List<Query> parameters = query.parameters();
    Query.add(parameters, "view", "summary");
    return transport.page(
        new TypeReference<Envelope<List<TopologySummary>>>() {}, parameters, "v1", "topologies");
  }

  /** Creates a topology; status 409 if the name is taken. */
  public TopologyDetails create(Topology topology) throws IOException {
    return transport.send("POST", topology, DETAILS, "v1", "topologies");
  }

  /** Creates a topology from the short form. */
  public TopologyDetails create(SimpleTopology topology) throws IOException {
    return transport.send("POST", topology, DETAILS, "v1", "topologies", "simple");
  }

  /** Replaces a topology; status 404 if there is none of the name. */
  public TopologyDetails update(Topology topology) throws IOException {
    return transport.send("PUT", topology, DETAILS, "v1", "topologies");
  }

  /** Changes what the short form names. */
  public TopologyDetails edit(String id, SimpleTopology changes) throws IOException {
    return transport.send("PUT", changes, DETAILS, "v1", "topologies", id);
  }

  /** Starts an instant run, also of a paused topology. */
  public RunStarted run(String id) throws IOException {
    return transport.send(
        "PUT", null, new TypeReference<Envelope<RunStarted>>() {}, "v1", "topologies", id, "run");
  }

  /** Stops a topology from firing. */
  public TopologyDetails pause(String id) throws IOException {
    return transport.send("PUT", null, DETAILS, "v1", "topologies", id, "pause");
  }

  /** Lets a topology fire again. */
  public TopologyDetails unpause(String id) throws IOException {
    return transport.send("PUT", null, DETAILS, "v1", "topologies", id, "unpause");
  }

  /** Removes a topology, with what runs of it. */
  public boolean delete(String id) throws IOException {
    return transport.send(
        "DELETE", null, new TypeReference<Envelope<Boolean>>() {}, "v1", "topologies", id);
  }

  /** The runs of a topology, newest first; those in the states, or all if none is named. */
  public List<Run> runs(String id, RunState... states) throws IOException {
    List<Query> query = Stream.of(states).map(state -> new Query("state", state.name())).toList();
    return transport.get(
        new TypeReference<Envelope<List<Run>>>() {}, query, "v1", "topologies", id, "runs");
  }

  /** Runs of all topologies. */
  public Page<RunEntry> runs(RunQuery query) throws IOException {
    return transport.page(
        new TypeReference<Envelope<List<RunEntry>>>() {}, query.parameters(), "v1", "runs");
  }

  /** How the runs of a topology went. */
  public RunStatistics stats(String id) throws IOException {
    return transport.get(
        new TypeReference<Envelope<RunStatistics>>() {},
        Transport.NO_QUERY,
        "v1",
        "topologies",
        id,
        "stats");
  }

  /**
   * What became of a fire time, and why.
   *
   * @param at the fire time; null for the last one that was expected
   */
  public Why why(String id, @Nullable Instant at) throws IOException {
    var query = new ArrayList<Query>();
    Query.add(query, "at", at);
    return transport.get(
        new TypeReference<Envelope<Why>>() {}, query, "v1", "topologies", id, "why");
  }

  /** When a trigger would fire; nothing is stored. */
  public SchedulePreview preview(PreviewRequest request) throws IOException {
    return transport.send(
        "POST",
        request,
        new TypeReference<Envelope<SchedulePreview>>() {},
        "v1",
        "schedule",
        "preview");
  }

  /**
   * What the schedules will ask for in {@code [from, to)}.
   *
   * @param from null for now
   * @param to null for 24 hours after the begin
   * @param bucket null for a 48th of the window
   */
  public Forecast forecast(@Nullable Instant from, @Nullable Instant to, @Nullable Duration bucket)
      throws IOException {
    var query = new ArrayList<Query>();
    Query.add(query, "from", from);
    Query.add(query, "to", to);
    Query.add(query, "bucket", bucket == null ? null : bucket.toMillis());
    return transport.get(new TypeReference<Envelope<Forecast>>() {}, query, "v1", "forecast");
  }

  /** One run. */
  public Run run(String id, String runId) throws IOException {
    return transport.get(
        new TypeReference<Envelope<Run>>() {},
        Transport.NO_QUERY,
        "v1",
        "topologies",
        id,
        "runs",
        runId);
  }

  /**
   * Decides about a run that is stuck: how it is to count as having ended.
   *
   * @return the run as it is kept afterwards
   */
  public Run close(String id, String runId, CloseRequest how) throws IOException {
    return transport.send(
        "POST",
        how,
        new TypeReference<Envelope<Run>>() {},
        "v1",
        "topologies",
        id,
        "runs",
        runId,
        "close");
  }

  /**
   * What became of the fire times of a topology, in order.
   *
   * @param from the window's begin, not included; the server chooses if absent
   * @param to the window's end, included; the server chooses if absent
   */
  public LedgerPage ledger(String id, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    List<Query> query = new ArrayList<>();
    if (from != null) {
      query.add(new Query("from", Long.toString(from.toEpochMilli())));
    }
    if (to != null) {
      query.add(new Query("to", Long.toString(to.toEpochMilli())));
    }
    return transport.get(
        new TypeReference<Envelope<LedgerPage>>() {}, query, "v1", "topologies", id, "ledger");
  }

  /** The concurrency groups: their limits, who is in and who waits. */
  public List<GroupState> groups() throws IOException {
    return transport.get(
        new TypeReference<Envelope<List<GroupState>>>() {}, Transport.NO_QUERY, "v1", "groups");
  }

  /** One concurrency group; one that nobody set a limit for lets one run in at a time. */
  public GroupState group(String name) throws IOException {
    return transport.get(GROUP, Transport.NO_QUERY, "v1", "groups", name);
  }

  /** Sets how many runs of a concurrency group may be in at once. */
  public GroupState limitGroup(String name, int limit) throws IOException {
    return transport.send("PUT", new GroupRequest(limit), GROUP, "v1", "groups", name);
  }

  /** Takes the limit of a concurrency group away: one at a time from now on. */
  public boolean removeGroup(String name) throws IOException {
    return transport.send(
        "DELETE", null, new TypeReference<Envelope<Boolean>>() {}, "v1", "groups", name);
  }

  /** Lets nothing fire and creates no task until {@link #release}. */
  public HoldState hold(String reason) throws IOException {
    return transport.send("POST", new HoldRequest(reason), HOLD, "v1", "cluster", "hold");
  }

  /**
   * Lets the world go on.
   *
   * @param heldFires what becomes of the fire times held back: {@code RUN}, {@code LATEST} or
   *     {@code SKIP}
   */
  public HoldState release(String heldFires) throws IOException {
    return transport.send("POST", new ReleaseRequest(heldFires), HOLD, "v1", "cluster", "release");
  }

  /** Asks the leader to give up its leadership; another member takes over. */
  public boolean stepDown() throws IOException {
    return transport.send(
        "POST", null, new TypeReference<Envelope<Boolean>>() {}, "v1", "cluster", "step-down");
  }

  /** The last changes of leadership, newest first. */
  public List<FailoverReport> failovers() throws IOException {
    return transport.get(
        new TypeReference<Envelope<List<FailoverReport>>>() {},
        Transport.NO_QUERY,
        "v1",
        "cluster",
        "failovers");
  }

  /**
   * Kills a task.
   *
   * @return whether the kill was accepted; that it ended has to be watched
   */
  public KillAnswer kill(String id, String runId, String taskName) throws IOException {
    return transport.kill(null, task(id, runId, taskName, "kill"));
  }

  /** A link to the log of a task that a person can open. */
  public String logLink(String id, String runId, String taskName) throws IOException {
    return transport.get(
        new TypeReference<Envelope<String>>() {},
        Transport.NO_QUERY,
        task(id, runId, taskName, "log"));
  }

  /** The log files of a task. */
  public LogFileList logFiles(String id, String runId, String taskName) throws IOException {
    return transport.get(
        new TypeReference<Envelope<LogFileList>>() {},
        Transport.NO_QUERY,
        task(id, runId, taskName, "logs"));
  }

  /**
   * Reads a piece of a log file.
   *
   * @param offset in bytes; from the end if negative
   * @param length in bytes, at most
   */
  public LogRange readLog(
      String id, String runId, String taskName, String file, long offset, int length)
      throws IOException {
    List<Query> query =
        List.of(
            new Query("offset", Long.toString(offset)),
            new Query("length", Integer.toString(length)));
    return transport.get(
        new TypeReference<Envelope<LogRange>>() {}, query, task(id, runId, taskName, "logs", file));
  }

  /**
   * Follows a log from an offset on, until it is closed or the task has ended and everything was
   * read.
   *
   * @param offset in bytes; from the end if negative
   * @return the stream, for the caller to close
   */
  public LiveStream followLog(
      String id, String runId, String taskName, String file, long offset, LogListener listener) {
    List<Query> query =
        List.of(new Query("follow", "true"), new Query("offset", Long.toString(offset)));
    return LiveStream.start(
        transport, query, task(id, runId, taskName, "logs", file), new LogEar(listener));
  }

  /**
   * Follows what happens from now on, until it is closed.
   *
   * @return the stream, for the caller to close
   */
  public LiveStream events(EventFilter filter, EventListener listener) {
    List<Query> query =
        Stream.concat(
                filter.topologies().stream().map(id -> new Query("topology", id)),
                filter.kinds().stream().map(kind -> new Query("kind", kind)))
            .toList();
    return LiveStream.start(
        transport, query, new String[] {"v1", "events"}, new EventEar(listener));
  }

  /** Who the server takes us for, and how well its door is locked; status 401 if for nobody. */
  public Session session() throws IOException {
    return transport.get(
        new TypeReference<Envelope<Session>>() {}, Transport.NO_QUERY, "v1", "session");
  }

  /**
   * Who leads.
   *
   * @return {@code http://host:port}, or nothing if nobody does
   */
  public Optional<String> leader() throws IOException {
    return transport.leader("housekeeping", "v1", "leader");
  }

  /** The cluster as its leader sees it. */
  public ClusterState cluster() throws IOException {
    return transport.get(
        new TypeReference<Envelope<ClusterState>>() {}, Transport.NO_QUERY, "v1", "cluster");
  }

  /**
   * Who changed what, the latest first; status 403 for those who may only read. The next page is
   * {@link AuditQuery#after} the last entry of this one.
   */
  public List<AuditEntry> audit(AuditQuery wanted) throws IOException {
    List<Query> query = new ArrayList<>();
    add(query, "who", wanted.who());
    add(query, "topology", wanted.topology());
    add(query, "action", wanted.action());
    add(query, "since", millis(wanted.since()));
    add(query, "until", millis(wanted.until()));
    add(query, "limit", wanted.limit());
    add(query, "after", wanted.after());
    return transport.get(new TypeReference<Envelope<List<AuditEntry>>>() {}, query, "v1", "audit");
  }

  /** Closes idle connections; calls on their way end, and so do streams. */
  @Override
  public void close() {
    transport.close();
  }

  private static String[] task(String id, String runId, String taskName, String... rest) {
    return Stream.concat(
            Stream.of("v1", "topologies", id, "runs", runId, "tasks", taskName), Stream.of(rest))
        .toArray(String[]::new);
  }

  private static void add(List<Query> query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(new Query(name, value.toString()));
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
