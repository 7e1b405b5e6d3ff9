package epoch.desktop.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.client.EpochApiException;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.form.Kind.Report;
import epoch.desktop.place.Navigator;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Writing something that the server keeps: what is wrong is said at its field, what would come of
 * it is shown, and nothing is stored before the difference was seen.
 *
 * @param <T> what is written
 * @param <P> what the server foresees of it
 */
public final class Editing<T, P> {

  /**
   * What it works with.
   *
   * @param session whose server
   * @param runner for all that waits
   * @param clock the time
   * @param dialogs what is asked
   * @param deeds carries changes out
   * @param navigator where one goes afterwards
   */
  public record With(
      Session session,
      Runner runner,
      InstantSource clock,
      Dialogs dialogs,
      Deeds deeds,
      Navigator navigator) {}

  private final With with;
  private final Kind<T, P> kind;
  private final String id;
  private final Draft draft;
  private final Saving<T, P> saving;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<P>> outlook =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper answered = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private Optional<ObjectNode> checked = Optional.empty();
  private int checks;

  /** Whether it is to be saved as soon as the server has said what is wrong with it. */
  private boolean wished;

  /**
   * Begins.
   *
   * @param id which one; empty for a new one
   * @param json what it begins with; empty for what is stored
   */
  public Editing(With with, Kind<T, P> kind, String id, String json) {
    this.with = with;
    this.kind = kind;
    this.id = id;
    this.draft = new Draft(root -> kind.form(root, !id.isEmpty()), this::changed);
    this.saving = new Saving<>(with, kind, id, draft);
    draft.elsewhereProperty().subscribe(problem::set);
    if (id.isEmpty()) {
      picture.set(new Picture.Live(with.clock().instant()));
      draft.begin(Json.object(), json.isEmpty() ? kind.fresh() : json);
      if (!json.isEmpty()) {
        draft.tellAll();
      }
    } else {
      load(json);
    }
  }

  private void load(String instead) {
    with.runner()
        .run(
            () -> kind.load(with.session().client(), id),
            found -> {
              JsonNode now = saving.begin(found);
              draft.begin(now, instead.isEmpty() ? Json.pretty(now) : instead);
              draft.tellAll();
              picture.set(new Picture.Live(with.clock().instant()));
            },
            failure -> picture.set(new Picture.Failed(Reason.of(failure))));
  }

  private void changed() {
    wished = false;
    problem.set(
        draft.faultProperty().get().isEmpty()
            ? draft.elsewhereProperty().get()
            : draft.faultProperty().get());
    with.navigator().guard(this::mayLeave);
  }

  private boolean mayLeave() {
    int changes = draft.differenceProperty().get().size();
    boolean untouched =
        changes == 0
            || (id.isEmpty() && draft.textProperty().get().strip().equals(kind.fresh().strip()));
    if (!untouched) {
      with.dialogs()
          .ask(
              Question.of(
                  "Leave without saving?",
                  List.of("What would be lost: %s.".formatted(JsonDifference.count(changes))),
                  "Cannot be undone.",
                  "Leave",
                  () -> {
                    with.navigator().release();
                    with.navigator().back();
                  }));
    }
    return untouched;
  }

  /** Asks the server what it says of it; to be called when the operator has paused. */
  public void check() {
    Optional<ObjectNode> tree = draft.tree();
    Optional<T> written = document();
    if (written.isEmpty()) {
      return;
    }
    int mine = ++checks;
    with.runner()
        .run(
            () -> asked(written.get()),
            report -> {
              if (mine == checks) {
                checked = tree;
                outlook.set(report.outlook());
                answered.set(true);
                draft.say(report.problems());
                askIfWished();
              }
            },
            failure -> {
              if (mine == checks) {
                wished = false;
                problem.set(Reason.of(failure));
              }
            });
  }

  /** Who wished to save before it was known what is wrong is asked now. */
  private void askIfWished() {
    if (wished) {
      wished = false;
      asking();
    }
  }

  /** A server that refuses to read it at all says what is wrong with it, too. */
  private Report<P> asked(T written) throws IOException {
    try {
      return kind.check(with.session().client(), written);
    } catch (EpochApiException e) {
      if (e.status() != 400) {
        throw e;
      }
      List<Problem> problems = Problem.of(e);
      return new Report<>(
          problems.isEmpty() ? List.of(new Problem("", Reason.of(e))) : problems, Optional.empty());
    }
  }

  private Optional<T> document() {
    try {
      return draft.tree().isPresent()
          ? Optional.of(Json.read(draft.tree().get(), kind.type()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      problem.set(JsonFaults.explain(e));
      return Optional.empty();
    }
  }

  /** Shows the difference and asks whether to store it: {@code Ctrl S}. */
  public void askSave() {
    draft.tellAll();
    String why = saving.hindrance();
    if (!why.isEmpty()) {
      problem.set(why);
    } else if (draft.isTorn()) {
      saving.refuse();
    } else if (draft.differenceProperty().get().isEmpty() && draft.tree().isPresent()) {
      with.deeds().doneProperty().set("Nothing is changed");
    } else if (checked.equals(draft.tree())) {
      asking();
    } else {
      // Whoever types and saves at once is not told what was wrong before.
      wished = true;
      check();
    }
  }

  private void asking() {
    document().ifPresent(written -> saving.ask(written, outlook.get()));
  }

  /** Takes what is stored instead of what was written here. */
  public void takeTheirs() {
    saving.settled();
    draft.begin(draft.base(), Json.pretty(draft.base()));
  }

  /** Takes back the last change of the form. */
  public void back() {
    if (!draft.back()) {
      with.deeds().doneProperty().set("Nothing to take back in this form");
    }
  }

  /** Whether it is a new one. */
  public boolean isNew() {
    return id.isEmpty();
  }

  /** Which one; empty for a new one. */
  public String id() {
    return id;
  }

  /** What is written. */
  public Draft draft() {
    return draft;
  }

  /** What kind of thing it is. */
  Kind<T, P> kind() {
    return kind;
  }

  With with() {
    return with;
  }

  /** What is wrong beside the fields, or empty. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What somebody else changed meanwhile, or empty. */
  public ReadOnlyStringProperty conflictProperty() {
    return saving.conflictProperty();
  }

  /** Grows whenever it was not saved because something is wrong with it. */
  ReadOnlyLongProperty refusalsProperty() {
    return saving.refusalsProperty();
  }

  /** What would come of it. */
  public ReadOnlyObjectProperty<Optional<P>> outlookProperty() {
    return outlook.getReadOnlyProperty();
  }

  /** Whether the server has said anything of it yet. */
  ReadOnlyBooleanProperty answeredProperty() {
    return answered.getReadOnlyProperty();
  }

  /** How far it is. */
  public ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
