package epoch.desktop.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.json.Json;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.form.Editing.With;
import epoch.desktop.form.Kind.Loaded;
import epoch.desktop.window.Question;
import epoch.desktop.words.Plain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Storing what was written: with the difference seen before, and not over somebody else's. */
final class Saving<T, P> {

  private static final int MOST_LINES = 14;

  private final With with;
  private final Kind<T, P> kind;
  private final boolean fresh;
  private final Draft draft;
  private final Drafting drafting;
  private final ReadOnlyStringWrapper conflict = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper refusals = new ReadOnlyLongWrapper();
  private Optional<Loaded<T>> stored = Optional.empty();

  Saving(With with, Kind<T, P> kind, String id, Draft draft, Drafting drafting) {
    this.with = with;
    this.kind = kind;
    this.fresh = id.isEmpty();
    this.draft = draft;
    this.drafting = drafting;
  }

  /** That is what is stored now; answers it as it is when it comes from text. */
  JsonNode begin(Loaded<T> found) {
    stored = Optional.of(found);
    try {
      // Numbers that are equal are of one kind then.
      return Json.read(Json.bytes(found.document()), JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  /** Why nothing can be stored at the moment, or empty. */
  String hindrance() {
    return with.deeds().hindrance(kind.role()).get();
  }

  /** Asks, unless something is wrong with it. */
  void ask(T document, Optional<P> outlook) {
    if (draft.firstWrong().isPresent() || !draft.elsewhereProperty().get().isEmpty()) {
      refuse();
      return;
    }
    String name = Plain.line(kind.name(document));
    List<JsonDifference> difference = draft.differenceProperty().get();
    with.dialogs()
        .ask(
            Question.of(
                fresh
                    ? "Create " + name + "?"
                    : "Save %s of %s?".formatted(JsonDifference.count(difference.size()), name),
                fresh ? kind.promises(outlook) : lines(difference),
                fresh ? "Undo: delete it." : "Undo: restore the revision before.",
                fresh ? "Create" : "Save",
                () -> save(document, name)));
  }

  private static List<String> lines(List<JsonDifference> difference) {
    List<String> lines =
        new ArrayList<>(difference.stream().limit(MOST_LINES).map(JsonDifference::line).toList());
    if (difference.size() > MOST_LINES) {
      lines.add("and %,d more".formatted(difference.size() - MOST_LINES));
    }
    return lines;
  }

  /** Something is wrong with it. */
  void refuse() {
    refusals.set(refusals.get() + 1);
  }

  private void save(T document, String name) {
    Optional<Loaded<T>> before = stored;
    with.deeds()
        .carryOut(
            (fresh ? "Create " : "Save ") + name,
            () -> {
              store(document, before);
              return name + (fresh ? ": Created" : ": Saved");
            },
            before.filter(it -> it.revision() > 0).map(it -> undo(it, name)),
            _ -> {
              drafting.end();
              with.navigator().release();
              with.navigator().go(kind.shown(kind.name(document)));
            });
  }

  private Deeds.Undo undo(Loaded<T> before, String name) {
    return new Deeds.Undo(
        "Restore revision " + before.revision() + " of " + name,
        () -> {
          kind.restore(with.session().client(), before.document(), before.revision());
          return name + ": As before";
        });
  }

  private void store(T document, Optional<Loaded<T>> before) throws IOException {
    EpochClient client = with.session().client();
    try {
      if (before.isEmpty()) {
        kind.create(client, Terms.once(UUID.randomUUID().toString()), document);
      } else {
        kind.update(client, Terms.ifRevision(before.get().revision()), document);
      }
    } catch (EpochApiException e) {
      with.runner().show(() -> refused(e));
      throw e;
    }
  }

  private void refused(EpochApiException refusal) {
    Optional<Loaded<T>> theirs = kind.collision(refusal);
    if (theirs.isPresent()) {
      collided(theirs.get());
    } else if (refusal.status() == 409 && fresh) {
      draft.say(List.of(new Problem("name", "is taken already")));
      refuse();
    } else if (!refusal.validationErrors().isEmpty()) {
      draft.say(Problem.of(refusal));
      refuse();
    }
  }

  /** Somebody else was faster: what they wrote is what ours is compared with from now on. */
  private void collided(Loaded<T> theirs) {
    JsonNode now = begin(theirs);
    tellOf(draft.base(), now);
    draft.rebase(now);
  }

  /** Says what somebody else has changed since what is written here was begun. */
  void tellOf(JsonNode before, JsonNode now) {
    List<JsonDifference> changed = JsonDifference.between(before, now);
    if (!changed.isEmpty()) {
      conflict.set(
          "Somebody else changed it meanwhile: "
              + String.join("; ", changed.stream().limit(4).map(JsonDifference::line).toList())
              + ". Saving puts yours over theirs.");
    }
  }

  /** One of the two was chosen. */
  void settled() {
    conflict.set("");
  }

  /** What somebody else changed meanwhile, or empty. */
  ReadOnlyStringProperty conflictProperty() {
    return conflict.getReadOnlyProperty();
  }

  /** Grows whenever it was not stored because something is wrong with it. */
  ReadOnlyLongProperty refusalsProperty() {
    return refusals.getReadOnlyProperty();
  }
}
