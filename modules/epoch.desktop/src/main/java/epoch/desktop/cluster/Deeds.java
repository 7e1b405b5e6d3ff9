package epoch.desktop.cluster;

import epoch.api.client.EpochApiException;
import epoch.api.rest.Role;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Carries out changes one after the other, tells how they went, and how the last is undone. */
public final class Deeds {

  /**
   * How a deed is undone.
   *
   * @param words what that does, such as {@code Resume fx-rates}
   * @param work does it, and says what was done
   */
  public record Undo(String words, Runner.Work<String> work) {}

  private final Session session;
  private final Runner runner;
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final StringProperty done = new SimpleStringProperty("");
  private final StringProperty problem = new SimpleStringProperty("");
  private final ObjectProperty<Optional<Undo>> undo = new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Runnable>> stop =
      new SimpleObjectProperty<>(Optional.empty());
  private final Map<Role, StringBinding> hindrances = new EnumMap<>(Role.class);
  private final Map<Role, BooleanBinding> rights = new EnumMap<>(Role.class);

  /** Nothing was done yet. */
  public Deeds(Session session, Runner runner, Cluster cluster) {
    this.session = session;
    this.runner = runner;
    for (Role role : Role.values()) {
      rights.put(
          role,
          Bindings.createBooleanBinding(
              () -> session.roleProperty().get().covers(role), session.roleProperty()));
      hindrances.put(
          role,
          Bindings.createStringBinding(
              () -> whyNot(role, cluster),
              cluster.pictureProperty(),
              session.roleProperty(),
              busy));
    }
  }

  private String whyNot(Role needed, Cluster cluster) {
    Role role = session.roleProperty().get();
    if (!role.covers(needed)) {
      return role == Role.READ_ONLY ? "This user may only look" : "It needs the role " + needed;
    }
    if (busy.get()) {
      return "The last action is still under way";
    }
    return cluster.pictureProperty().get() instanceof Picture.Live ? "" : "No answer; actions wait";
  }

  /** Does it. */
  public void carryOut(String what, Runner.Work<String> work) {
    carryOut(what, work, Optional.empty(), _ -> {});
  }

  /**
   * Does it.
   *
   * @param what what it is called when it fails, such as {@code Pause fx-rates}
   * @param work does it, and says what was done
   * @param undoing how it is undone, if it can be
   * @param then hears what was done
   */
  public void carryOut(
      String what, Runner.Work<String> work, Optional<Undo> undoing, Consumer<String> then) {
    if (!hindrance().get().isEmpty()) {
      problem.set(what + ": " + hindrance().get());
      return;
    }
    busy.set(true);
    done.set("");
    problem.set("");
    runner.run(
        work,
        outcome -> {
          over();
          done.set(outcome);
          undo.set(undoing);
          then.accept(outcome);
        },
        failure -> {
          over();
          failed(what, failure);
        });
  }

  private void over() {
    busy.set(false);
    stop.set(Optional.empty());
  }

  /**
   * Lets what is under way be stopped before all of it is done.
   *
   * @param way has it go no further; what was done stays
   */
  public void letStop(Runnable way) {
    if (busy.get()) {
      stop.set(Optional.of(way));
    }
  }

  /** Stops what is under way, if it can be stopped. */
  public void stop() {
    Optional<Runnable> way = stop.get();
    done.set(way.isPresent() ? "Stopping …" : "Nothing is under way that can be stopped");
    stop.set(Optional.empty());
    way.ifPresent(Runnable::run);
  }

  private void failed(String what, IOException failure) {
    refused(failure);
    problem.set(what + ": " + Reason.ofChange(failure));
  }

  /** Takes note of a change that was refused: the user may less than was thought. */
  public void refused(IOException failure) {
    if (failure instanceof EpochApiException answer && answer.status() == 403) {
      runner.run(() -> session.client().session().role(), session::isOf, _ -> {});
    }
  }

  /** Undoes what was done last, if it can be undone. */
  public void undo() {
    Optional<Undo> last = undo.get();
    if (last.isEmpty()) {
      done.set("Nothing to undo");
      return;
    }
    undo.set(Optional.empty());
    carryOut(last.get().words(), last.get().work());
  }

  /** What was done last, or empty. */
  public StringProperty doneProperty() {
    return done;
  }

  /** Why the last change was not made, or empty. */
  public StringProperty problemProperty() {
    return problem;
  }

  /** How what was done last is undone. */
  public ObjectProperty<Optional<Undo>> undoProperty() {
    return undo;
  }

  /** How what is under way is stopped, where it can be. */
  public ObjectProperty<Optional<Runnable>> stopProperty() {
    return stop;
  }

  /** Why nothing can be done at the moment, or empty. */
  public StringBinding hindrance() {
    return hindrance(Role.OPERATOR);
  }

  /** Why what needs this role cannot be done at the moment, or empty. */
  public StringBinding hindrance(Role needed) {
    return Objects.requireNonNull(hindrances.get(needed));
  }

  /** Whether the user may do what needs this role, now or later. */
  public BooleanBinding may(Role needed) {
    return Objects.requireNonNull(rights.get(needed));
  }

  /** Whether the user may never do what needs this role; says so, if that is the case. */
  public boolean lacks(Role needed) {
    boolean lacks = !session.roleProperty().get().covers(needed);
    if (lacks) {
      problem.set(hindrance(needed).get());
    }
    return lacks;
  }

  /** Whether what needs this role cannot be done at the moment; says why, if so. */
  public boolean refuses(Role needed) {
    String why = hindrance(needed).get();
    if (!why.isEmpty()) {
      problem.set(why);
    }
    return !why.isEmpty();
  }
}
