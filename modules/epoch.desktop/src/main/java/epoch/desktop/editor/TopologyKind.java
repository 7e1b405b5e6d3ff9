package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.Role;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.desktop.form.Form;
import epoch.desktop.form.Kind;
import epoch.desktop.form.Problem;
import epoch.desktop.place.Place;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Topologies, as something that is written. */
final class TopologyKind implements Kind<Topology, SchedulePreview> {

  private static final String FRESH =
      """
      {
        "name" : "",
        "trigger" : {
          "type" : "CRON",
          "timeSpec" : "0 0 3 * * ?"
        },
        "task" : {
          "type" : "CONTAINER_EXECUTION",
          "taskName" : "main",
          "executable" : {
            "type" : "DOCKER",
            "url" : ""
          },
          "resources" : [ {
            "type" : "CPU",
            "count" : 1
          }, {
            "type" : "MEMORY",
            "sizeInMB" : 512
          } ]
        }
      }
      """;
  private static final int FIRES = 10;

  private final InstantSource clock;
  private Offers offers;

  TopologyKind(InstantSource clock, Offers offers) {
    this.clock = clock;
    this.offers = offers;
  }

  Offers offers() {
    return offers;
  }

  /** Offers something else from now on. */
  void offer(Offers newOffers) {
    offers = newOffers;
  }

  @Override
  public String word() {
    return "topology";
  }

  @Override
  public Class<Topology> type() {
    return Topology.class;
  }

  @Override
  public Role role() {
    return Role.READ_WRITE;
  }

  @Override
  public String fresh() {
    return FRESH;
  }

  @Override
  public Form form(ObjectNode root, boolean created) {
    return TopologyForm.of(root, created, offers);
  }

  @Override
  public String name(Topology document) {
    return document.name();
  }

  @Override
  public Loaded<Topology> load(EpochClient client, String id) throws IOException {
    TopologyEntry entry = client.entry(id);
    return new Loaded<>(entry.details().topology(), entry.standing().revision());
  }

  @Override
  public Report<SchedulePreview> check(EpochClient client, Topology document) throws IOException {
    ValidationReport report = client.changes().validate(document);
    Optional<SchedulePreview> next = Optional.empty();
    try {
      PreviewRequest request = PreviewRequest.of(document, clock.instant(), FIRES, offers.zone());
      next = Optional.of(client.preview(request));
    } catch (EpochApiException _) {
      // What is wrong with the trigger is in the report, at its field.
    }
    return new Report<>(Problem.of(report.problems()), next);
  }

  @Override
  public void create(EpochClient client, Terms terms, Topology document) throws IOException {
    var _ = client.changes(terms).create(document);
  }

  @Override
  public void update(EpochClient client, Terms terms, Topology document) throws IOException {
    var _ = client.changes(terms).update(document);
  }

  @Override
  public void restore(EpochClient client, Topology before, int revision) throws IOException {
    var _ = client.changes().restore(before.name(), revision);
  }

  @Override
  public Optional<Loaded<Topology>> collision(EpochApiException refusal) {
    return refusal
        .staleEdit()
        .map(stale -> new Loaded<>(stale.current().topology(), stale.revision()));
  }

  @Override
  public List<String> promises(Optional<SchedulePreview> outlook) {
    return List.of(
        "It is created active.",
        outlook.map(it -> "It fires: " + it.words()).orElse("When it fires is not known yet."));
  }

  @Override
  public Place shown(String name) {
    return new Place.Topologies(name);
  }
}
