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
import epoch.desktop.settings.Drafts;
import epoch.desktop.settings.Drafts.Kept;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Instant;
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
   * @param drafts where what is not saved is kept
   */
  public record With(
      Session session,
      Runner runner,
      InstantSource clock,
      Dialogs dialogs,
      Deeds deeds,
      Navigator navigator,
      Drafts drafts) {}

  private static final String KEEP = "Keep it here for later";
  private static final String DISCARD = "Throw it away";

  /** What an editor begins with. */
  private record Found<T>(Optional<Kind.Loaded<T>> stored, Optional<Kept> draft) {}

  private final With with;
  private final Kind<T, P> kind;
  private final String id;
  private final Draft draft;
  private final Drafting drafting;
  private final Saving<T, P> saving;
  private final ReadOnlyObjectWrapper<Optional<Instant>> resumed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<P>> outlook =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper answered = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private Optional<ObjectNode> checked = Optional.empty();
  private int checks;

  /** Whether anything was typed since it was begun. */
  private boolean typed;

  /** Whether it is to be saved as soon as the server has said what is wrong with it. */
  private boolean wished;

  /**
   * Begins.
   *
   * @param id which one; empty for a new one
   * @param json what it begins with; empty for what was written and not saved, or else is stored
   */
  public Editing(With with, Kind<T, P> kind, String id, String json) {
    this.with = with;
    this.kind = kind;
    this.id = id;
    this.draft = new Draft(root -> kind.form(root, !id.isEmpty()), this::changed);
    this.drafting =
        new Drafting(
            with.drafts(),
            new Drafts.Home(with.session().connection().name(), kind.word(), id),
            with.runner());
    this.saving = new Saving<>(with, kind, id, draft, drafting);
    draft.elsewhereProperty().subscribe(problem::set);
    with.runner()
        .run(
            () -> find(json.isEmpty()),
            found -> begin(found, json),
            failure -> picture.set(new Picture.Failed(Reason.of(failure))));
  }

  private Found<T> find(boolean resuming) throws IOException {
    return new Found<>(
        isNew() ? Optional.empty() : Optional.of(kind.load(with.session().client(), id)),
        resuming ? drafting.find() : Optional.empty());
  }

  private void begin(Found<T> found, String json) {
    JsonNode now = found.stored().map(saving::begin).orElseGet(Json::object);
    Optional<Kept> before = found.draft();
    draft.begin(now, before.map(Kept::text).orElse(json.isEmpty() ? untouched(now) : json));
    if (before.isPresent()) {
      before.get().fields().forEach((key, said) -> draft.value(key).set(said));
      resumed.set(touched() ? Optional.of(before.get().at()) : Optional.empty());
      JsonNode then = before.get().stored();
      if (then != null) {
        saving.tellOf(then, now);
      }
    }
    if (!isNew() || !json.isEmpty() || before.isPresent()) {
      draft.tellAll();
    }
    picture.set(new Picture.Live(with.clock().instant()));
  }

  private String untouched(JsonNode stored) {
    return isNew() ? kind.fresh() : Json.pretty(stored);
  }

  private boolean touched() {
    if (draft.tree().isEmpty() || draft.isTorn()) {
      return true;
    }
    return !draft.differenceProperty().get().isEmpty()
        && !(isNew() && draft.textProperty().get().strip().equals(kind.fresh().strip()));
  }

  /** Keeps what is written; to be called when the operator has paused. */
  public void keep() {
    if (isBegun()) {
      drafting.keep(toKeep());
    }
  }

  /** It is no longer seen: what was written is kept, unless it was saved or thrown away. */
  public void close() {
    if (isBegun()) {
      drafting.keepNow(toKeep());
    }
  }

  private boolean isBegun() {
    return picture.get() instanceof Picture.Live;
  }

  private Optional<Kept> toKeep() {
    return touched()
        ? Optional.of(
            new Kept(
                resumed.get().filter(_ -> !typed).orElse(with.clock().instant()),
                isNew() ? null : draft.base(),
                draft.textProperty().get(),
                draft.unsayable()))
        : Optional.empty();
  }

  /** Begins with what is stored instead of what was found that was not saved. */
  public void beginAnew() {
    resumed.set(Optional.empty());
    saving.settled();
    draft.begin(draft.base(), untouched(draft.base()));
    keep();
  }

  private void changed() {
    wished = false;
    typed = isBegun();
    problem.set(
        draft.faultProperty().get().isEmpty()
            ? draft.elsewhereProperty().get()
            : draft.faultProperty().get());
    with.navigator().guard(this::mayLeave);
  }

  private boolean mayLeave() {
    boolean touched = touched();
    if (touched) {
      int changes = draft.differenceProperty().get().size();
      with.dialogs()
          .ask(
              new Question(
                  "Leave without saving?",
                  List.of(
                      changes == 0
                          ? "What is written is not saved."
                          : JsonDifference.count(changes) + " not saved."),
                  "What is kept is there when you come back.",
                  "Leave",
                  Question.Care.NONE.choosing(List.of(KEEP, DISCARD)),
                  answer -> leave(answer.choice().equals(DISCARD))));
    }
    return !touched;
  }

  private void leave(boolean discarding) {
    if (discarding) {
      drafting.end();
    }
    with.navigator().release();
    with.navigator().back();
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

  /** When that was written which was found here, not saved; empty if nothing was. */
  public ReadOnlyObjectProperty<Optional<Instant>> resumedProperty() {
    return resumed.getReadOnlyProperty();
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
