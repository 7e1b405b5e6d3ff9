package epoch.desktop.editor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.Role;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.StaleEdit;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Writing a topology: the JSON is the truth, the form shows and changes parts of it. What is wrong
 * is said at its field, when it fires is shown, and nothing is stored before the difference was
 * seen.
 */
final class EditorViewModel {

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
  private static final int MOST_LINES = 14;
  private static final int FIRES = 10;

  /** What the server says of it. */
  private record Said(ValidationReport report, Optional<SchedulePreview> preview) {}

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final Navigator navigator;
  private final String id;
  private final StringProperty text = new SimpleStringProperty("");
  private final Map<Field, StringProperty> values = new EnumMap<>(Field.class);
  private final Map<Field, StringProperty> errors = new EnumMap<>(Field.class);
  private final ReadOnlyObjectWrapper<Set<Field>> fields = new ReadOnlyObjectWrapper<>(Set.of());
  private final StringProperty problem = new SimpleStringProperty("");
  private final StringProperty conflict = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<SchedulePreview>> preview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<JsonDifference>> difference =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private JsonNode stored = Json.object();
  private Optional<ObjectNode> tree = Optional.empty();
  private int revision;
  private boolean writing;
  private int checks;

  EditorViewModel(
      Session session,
      Runner runner,
      InstantSource clock,
      ZoneId zone,
      Dialogs dialogs,
      Deeds deeds,
      Navigator navigator,
      Place.Editor place) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    this.zone = zone;
    this.dialogs = dialogs;
    this.deeds = deeds;
    this.navigator = navigator;
    this.id = place.id();
    for (Field field : Field.values()) {
      StringProperty value = new SimpleStringProperty("");
      values.put(field, value);
      errors.put(field, new SimpleStringProperty(""));
      value.addListener((_, _, said) -> written(field, said));
    }
    text.addListener((_, _, _) -> typed());
    if (id.isEmpty()) {
      picture.set(new Picture.Live(clock.instant()));
      text.set(place.json().isEmpty() ? FRESH : place.json());
    } else {
      load(place.json());
    }
  }

  private void load(String instead) {
    runner.run(
        () -> session.client().entry(id),
        entry -> {
          take(entry);
          text.set(instead.isEmpty() ? Json.pretty(stored) : instead);
          picture.set(new Picture.Live(clock.instant()));
        },
        failure -> picture.set(new Picture.Failed(Reason.of(failure))));
  }

  private void take(TopologyEntry entry) {
    stored = asRead(entry.details().topology());
    revision = entry.standing().revision();
  }

  /** As it is when it comes from text: numbers that are equal are of one kind then. */
  private static JsonNode asRead(Topology topology) {
    try {
      return Json.read(Json.bytes(topology), JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  /** The form was changed: the JSON follows in place. */
  private void written(Field field, String said) {
    if (writing || tree.isEmpty()) {
      return;
    }
    ObjectNode changed = tree.get().deepCopy();
    try {
      Form.write(changed, field, said);
      error(field).set("");
    } catch (IllegalArgumentException e) {
      error(field).set("" + e.getMessage());
      return;
    }
    tree = Optional.of(changed);
    writing = true;
    text.set(Json.pretty(changed));
    writing = false;
    compared();
  }

  /** The JSON was changed: the form follows. */
  private void typed() {
    if (writing) {
      return;
    }
    try {
      JsonNode read = Json.read(text.get(), JsonNode.class);
      if (read instanceof ObjectNode object) {
        tree = Optional.of(object);
        problem.set("");
        show(object);
        compared();
        return;
      }
      problem.set("A topology is a JSON object");
    } catch (JsonProcessingException e) {
      problem.set(JsonFaults.explain(e));
    }
    tree = Optional.empty();
  }

  private void show(ObjectNode object) {
    writing = true;
    fields.set(Form.fields(object));
    for (Field field : Field.values()) {
      value(field).set(Form.read(object, field));
    }
    writing = false;
  }

  private void compared() {
    difference.set(tree.map(it -> JsonDifference.between(stored, it)).orElse(List.of()));
    navigator.guard(this::mayLeave);
  }

  private boolean mayLeave() {
    boolean untouched =
        difference.get().isEmpty() || (id.isEmpty() && text.get().strip().equals(FRESH.strip()));
    if (!untouched) {
      dialogs.ask(
          Question.of(
              "Leave without saving?",
              List.of("%,d changes would be lost.".formatted(difference.get().size())),
              "Cannot be undone.",
              "Leave",
              () -> {
                navigator.release();
                navigator.back();
              }));
    }
    return untouched;
  }

  /** Asks the server what it says of it; to be called when the operator has paused. */
  void check() {
    Optional<Topology> written = topology();
    if (written.isEmpty()) {
      return;
    }
    int mine = ++checks;
    Topology topology = written.get();
    runner.run(
        () -> said(session.client(), topology),
        said -> {
          if (mine == checks) {
            show(said);
          }
        },
        failure -> problem.set(Reason.of(failure)));
  }

  private Said said(EpochClient client, Topology topology) throws IOException {
    ValidationReport report = client.changes().validate(topology);
    Optional<SchedulePreview> next = Optional.empty();
    try {
      next = Optional.of(client.preview(PreviewRequest.of(topology, clock.instant(), FIRES, zone)));
    } catch (EpochApiException _) {
      // What is wrong with the trigger is in the report, at its field.
    }
    return new Said(report, next);
  }

  private void show(Said said) {
    preview.set(said.preview());
    errors.values().forEach(error -> error.set(""));
    StringBuilder others = new StringBuilder();
    for (ValidationReport.Problem each : said.report().problems()) {
      // A new topology has no name at first; that is said when it is to be saved.
      Optional<Field> at = field(each.field());
      if (at.isPresent()) {
        error(at.get()).set(Plain.line(each.message()));
      } else {
        others
            .append(others.isEmpty() ? "" : "; ")
            .append(Plain.line(each.field() + " " + each.message()));
      }
    }
    problem.set(others.toString());
  }

  private Optional<Field> field(String place) {
    for (Field field : Field.values()) {
      if (fields.get().contains(field) && field.holds(place)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private Optional<Topology> topology() {
    try {
      return tree.isPresent()
          ? Optional.of(Json.read(tree.get(), Topology.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      problem.set(JsonFaults.explain(e));
      return Optional.empty();
    }
  }

  /** Shows the difference and asks whether to store it: {@code Ctrl S}. */
  void askSave() {
    Optional<Topology> written = topology();
    if (written.isEmpty()) {
      return;
    }
    String why = deeds.hindrance(Role.READ_WRITE).get();
    if (!why.isEmpty()) {
      problem.set(why);
      return;
    }
    if (difference.get().isEmpty()) {
      deeds.doneProperty().set("Nothing is changed");
      return;
    }
    Topology topology = written.get();
    boolean fresh = id.isEmpty();
    String name = Plain.line(topology.name());
    List<String> lines =
        fresh
            ? List.of(
                "It is created active.",
                preview
                    .get()
                    .map(it -> "It fires: " + it.words())
                    .orElse("When it fires is not known yet."))
            : difference.get().stream().limit(MOST_LINES).map(JsonDifference::line).toList();
    dialogs.ask(
        new Question(
            fresh
                ? "Create " + name + "?"
                : "Save %,d changes of %s?".formatted(difference.get().size(), name),
            lines,
            fresh ? "Undo: delete it." : "Undo: restore the revision before.",
            fresh ? "Create" : "Save",
            Care.NONE,
            _ -> save(topology)));
  }

  private void save(Topology topology) {
    Terms terms =
        id.isEmpty() ? Terms.once(UUID.randomUUID().toString()) : Terms.ifRevision(revision);
    String name = Plain.line(topology.name());
    int before = revision;
    Optional<Deeds.Undo> undo =
        id.isEmpty() || before < 1
            ? Optional.empty()
            : Optional.of(
                new Deeds.Undo(
                    "Restore revision " + before + " of " + name,
                    () -> {
                      var _ = session.client().changes().restore(id, before);
                      return name + ": As before";
                    }));
    deeds.carryOut(
        (id.isEmpty() ? "Create " : "Save ") + name,
        () -> {
          try {
            var _ =
                id.isEmpty()
                    ? session.client().changes(terms).create(topology)
                    : session.client().changes(terms).update(topology);
          } catch (EpochApiException e) {
            e.staleEdit().ifPresent(stale -> runner.show(() -> collided(stale)));
            throw e;
          }
          return name + (id.isEmpty() ? ": Created" : ": Saved");
        },
        undo,
        _ -> {
          navigator.release();
          navigator.go(new Place.Topologies(topology.name()));
        });
  }

  /** Somebody else was faster: what they wrote is what ours is compared with from now on. */
  private void collided(StaleEdit stale) {
    JsonNode theirs = asRead(stale.current().topology());
    List<JsonDifference> changed = JsonDifference.between(stored, theirs);
    conflict.set(
        "Somebody else changed it meanwhile: "
            + String.join("; ", changed.stream().limit(4).map(JsonDifference::line).toList())
            + ". Saving again puts yours over theirs.");
    stored = theirs;
    revision = stale.revision();
    compared();
  }

  /** Takes what is stored instead of what was written here. */
  void takeTheirs() {
    conflict.set("");
    text.set(Json.pretty(stored));
  }

  /** Whether it is a new one. */
  boolean isNew() {
    return id.isEmpty();
  }

  String id() {
    return id;
  }

  StringProperty textProperty() {
    return text;
  }

  StringProperty value(Field field) {
    return Objects.requireNonNull(values.get(field));
  }

  StringProperty error(Field field) {
    return Objects.requireNonNull(errors.get(field));
  }

  ReadOnlyObjectProperty<Set<Field>> fieldsProperty() {
    return fields.getReadOnlyProperty();
  }

  /** What is wrong beside the fields, or empty. */
  StringProperty problemProperty() {
    return problem;
  }

  /** What somebody else changed meanwhile, or empty. */
  StringProperty conflictProperty() {
    return conflict;
  }

  ReadOnlyObjectProperty<Optional<SchedulePreview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<JsonDifference>> differenceProperty() {
    return difference.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
