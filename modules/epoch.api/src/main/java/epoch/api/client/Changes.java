package epoch.api.client;

import com.fasterxml.jackson.core.type.TypeReference;
import epoch.api.json.Json;
import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.Envelope;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.KillRequest;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStarted;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes on {@link Terms}, and what one looks at before making them. A change that has a key is
 * sent to another member, or again, when its answer was lost; each other change is sent once. Use a
 * key for one change only.
 *
 * <p>Throws as {@link EpochClient} does. Safe for use by several threads.
 */
public final class Changes {
  private static final TypeReference<Envelope<TopologyDetails>> DETAILS = new TypeReference<>() {};
  private static final TypeReference<Envelope<RunStarted>> STARTED = new TypeReference<>() {};

  private final Transport transport;
  private final Terms terms;

  Changes(Transport transport, Terms terms) {
    this.transport = transport;
    this.terms = terms;
  }

  /** What would be said of a topology; nothing is stored. */
  public ValidationReport validate(Topology topology) throws IOException {
    return transport.send(
        "POST",
        topology,
        new TypeReference<Envelope<ValidationReport>>() {},
        "v1",
        "topologies",
        "validate");
  }

  /** Creates a topology; status 409 if the name is taken. */
  public TopologyDetails create(Topology topology) throws IOException {
    return send("POST", topology, DETAILS, "v1", "topologies");
  }

  /** Creates a topology from the short form. */
  public TopologyDetails create(SimpleTopology topology) throws IOException {
    return send("POST", topology, DETAILS, "v1", "topologies", "simple");
  }

  /** Replaces a topology; status 404 if there is none of the name. */
  public TopologyDetails update(Topology topology) throws IOException {
    return send("PUT", topology, DETAILS, "v1", "topologies");
  }

  /** Changes what the short form names. */
  public TopologyDetails edit(String id, SimpleTopology changes) throws IOException {
    return send("PUT", changes, DETAILS, topology(id));
  }

  /** Removes a topology, with what runs of it. */
  public boolean delete(String id) throws IOException {
    return send("DELETE", null, new TypeReference<Envelope<Boolean>>() {}, topology(id));
  }

  /** Stops a topology from firing, with a reason or for a time. */
  public TopologyDetails pause(String id, PauseRequest request) throws IOException {
    return send("PUT", request, DETAILS, topology(id, "pause"));
  }

  /** Lets a topology fire again. */
  public TopologyDetails unpause(String id) throws IOException {
    return send("PUT", null, DETAILS, topology(id, "unpause"));
  }

  /** The versions of a topology that are kept, the latest first. */
  public List<RevisionSummary> revisions(String id) throws IOException {
    return transport.get(
        new TypeReference<Envelope<List<RevisionSummary>>>() {},
        Transport.NO_QUERY,
        topology(id, "revisions"));
  }

  /** One version of a topology. */
  public RevisionDetails revision(String id, int number) throws IOException {
    return transport.get(
        new TypeReference<Envelope<RevisionDetails>>() {},
        Transport.NO_QUERY,
        topology(id, "revisions", Integer.toString(number)));
  }

  /** Makes a topology say again what it said in an earlier version, as a new version. */
  public TopologyDetails restore(String id, int number) throws IOException {
    return send(
        "POST", null, DETAILS, topology(id, "revisions", Integer.toString(number), "restore"));
  }

  /** Starts an instant run with parameters, also of a paused topology. */
  public RunStarted run(String id, RunRequest request) throws IOException {
    return send("PUT", request, STARTED, topology(id, "run"));
  }

  /**
   * Kills a whole run.
   *
   * @return whether the kill was accepted; that it ended has to be watched
   */
  public KillAnswer killRun(String id, String runId, @Nullable String reason) throws IOException {
    return transport.kill(new KillRequest(reason), topology(id, "runs", runId, "kill"));
  }

  /** Runs again what failed in a run, or was not reached, as a new run. */
  public RunStarted retry(String id, String runId) throws IOException {
    return send("POST", null, STARTED, topology(id, "runs", runId, "retry"));
  }

  /** Does one thing with many topologies. */
  public BulkAnswer bulk(BulkRequest request) throws IOException {
    return send(
        "POST", request, new TypeReference<Envelope<BulkAnswer>>() {}, "v1", "topologies", "bulk");
  }

  /** All topologies, or those that are meant, as a document. */
  public ExportDocument export(TopologyFilter filter) throws IOException {
    return Json.read(transport.raw(meant(filter), "v1", "export"), ExportDocument.class);
  }

  /** The same as it is kept in a file: YAML. */
  public byte[] exportYaml(TopologyFilter filter) throws IOException {
    List<Query> query = meant(filter);
    query.add(new Query("format", "yaml"));
    return transport.raw(query, "v1", "export");
  }

  private static List<Query> meant(TopologyFilter filter) {
    List<Query> query = new ArrayList<>();
    if (filter.q() != null) {
      query.add(new Query("q", filter.q()));
    }
    filter.state().forEach(value -> query.add(new Query("state", value)));
    filter.label().forEach(value -> query.add(new Query("label", value)));
    filter.owner().forEach(value -> query.add(new Query("owner", value)));
    filter.last().forEach(value -> query.add(new Query("last", value)));
    Query.add(query, "late", filter.late());
    return query;
  }

  /**
   * Brings in a document.
   *
   * @param document an {@link ExportDocument}, a list of topologies, or a dump of Epoch 1.14's
   *     command line; or any of them as {@link Written} in a file, JSON or YAML
   * @param paused whether new topologies are made paused
   * @param dryRun only tell what would be done
   * @param prune for {@link ImportMode#SYNC}: the label ({@code k} or {@code k=v}) of the
   *     topologies that the document manages; those that carry it and are not in the document are
   *     deleted
   */
  public ImportAnswer importAll(
      Object document, ImportMode mode, boolean paused, boolean dryRun, @Nullable String prune)
      throws IOException {
    List<Query> query = new ArrayList<>();
    query.add(new Query("mode", mode.name()));
    query.add(new Query("paused", Boolean.toString(paused)));
    query.add(new Query("dryRun", Boolean.toString(dryRun)));
    if (prune != null) {
      query.add(new Query("prune", prune));
    }
    return transport.send(
        new Transport.Sending("POST", document, query, terms),
        new TypeReference<Envelope<ImportAnswer>>() {},
        "v1",
        "import");
  }

  private <T> T send(
      String method, @Nullable Object body, TypeReference<Envelope<T>> type, String... path)
      throws IOException {
    return transport.send(
        new Transport.Sending(method, body, Transport.NO_QUERY, terms), type, path);
  }

  private static String[] topology(String id, String... rest) {
    return Stream.concat(Stream.of("v1", "topologies", id), Stream.of(rest)).toArray(String[]::new);
  }
}
