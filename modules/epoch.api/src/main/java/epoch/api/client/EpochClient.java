package epoch.api.client;

import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.rest.Envelope;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LogFileList;
import epoch.api.rest.LogRange;
import epoch.api.rest.RunStarted;
import epoch.api.rest.Session;
import epoch.api.rest.SimpleTopology;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The typed client of Epoch's REST API. Calls block; their thread may be virtual and may be
 * interrupted.
 *
 * <p>Every call throws {@link EpochApiException} if the server answers a failure, and another
 * {@link IOException} if there was no answer that can be understood. A call that only reads tries
 * the next member where one cannot be reached or knows no leader; a call that changes something is
 * sent once, because nobody can tell whether a lost one was carried out.
 *
 * <p>Safe for use by several threads.
 */
public final class EpochClient implements AutoCloseable {

  private static final TypeReference<Envelope<TopologyDetails>> DETAILS = new TypeReference<>() {};

  private final Transport transport;

  /**
   * Makes a client; nothing is sent yet.
   *
   * @throws IllegalArgumentException if a base URL is none
   */
  public EpochClient(ClientOptions options) {
    this.transport = new Transport(options);
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
   * Kills a task.
   *
   * @return whether the kill was accepted; that it ended has to be watched
   */
  public KillAnswer kill(String id, String runId, String taskName) throws IOException {
    return transport.kill(task(id, runId, taskName, "kill"));
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

  /** Closes idle connections; calls on their way end. */
  @Override
  public void close() {
    transport.close();
  }

  private static String[] task(String id, String runId, String taskName, String... rest) {
    return Stream.concat(
            Stream.of("v1", "topologies", id, "runs", runId, "tasks", taskName), Stream.of(rest))
        .toArray(String[]::new);
  }
}
