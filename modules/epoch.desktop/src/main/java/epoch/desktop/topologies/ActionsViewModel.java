package epoch.desktop.topologies;

import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Picture;
import epoch.desktop.window.Question;
import epoch.desktop.words.Look;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Running, pausing and resuming the selected topology: asked for, confirmed, carried out, told. */
public final class ActionsViewModel {

  private final Session session;
  private final Runner runner;
  private final TopologiesViewModel topologies;
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final ObjectProperty<Optional<Question>> question =
      new SimpleObjectProperty<>(Optional.empty());
  private final StringProperty done = new SimpleStringProperty("");
  private final StringProperty problem = new SimpleStringProperty("");
  private final StringBinding hindrance;

  /** Makes it, for what is selected there. */
  public ActionsViewModel(Session session, Runner runner, TopologiesViewModel topologies) {
    this.session = session;
    this.runner = runner;
    this.topologies = topologies;
    this.hindrance =
        Bindings.createStringBinding(
            this::whyNot, topologies.pictureProperty(), topologies.selectedProperty(), busy);
  }

  private String whyNot() {
    if (busy.get()) {
      return "The last action is still under way";
    }
    if (!(topologies.pictureProperty().get() instanceof Picture.Live)) {
      return "No answer; actions wait";
    }
    return topologies.selected().isEmpty() ? "Select a topology first" : "";
  }

  /** Run: {@code r}. */
  void askRun() {
    ask(_ -> Optional.of(Action.RUN));
  }

  /** Pause or resume, whichever changes something: {@code p}. */
  void askPauseOrResume() {
    ask(ActionsViewModel::toggle);
  }

  /** What {@code p} would do; nothing for a topology that is being deleted. */
  static Optional<Action> toggle(TopologyFacts topology) {
    return switch (topology.look()) {
      case ACTIVE -> Optional.of(Action.PAUSE);
      case PAUSED -> Optional.of(Action.RESUME);
      default -> Optional.empty();
    };
  }

  private void ask(Function<TopologyFacts, Optional<Action>> choice) {
    if (!session.mayWrite().get() || !hindrance.get().isEmpty()) {
      return;
    }
    topologies
        .selected()
        .map(TopologyRow::facts)
        .filter(facts -> facts.look() != Look.DELETED)
        .ifPresent(facts -> choice.apply(facts).ifPresent(action -> ask(action, facts)));
  }

  private void ask(Action action, TopologyFacts facts) {
    question.set(
        Optional.of(
            new Question(
                action.verb() + " " + facts.name() + "?",
                action.consequences(facts),
                action.footer(),
                action.verb(),
                () -> carryOut(action, facts))));
  }

  /** The operator thought better of it. */
  public void dismiss() {
    question.set(Optional.empty());
  }

  private void carryOut(Action action, TopologyFacts facts) {
    question.set(Optional.empty());
    busy.set(true);
    done.set("");
    problem.set("");
    runner.run(
        () -> action.carryOut(session.client(), facts.id()),
        ended(outcome -> done.set(facts.name() + ": " + outcome)),
        ended((IOException failure) -> refused(action, facts, failure)));
  }

  private void refused(Action action, TopologyFacts facts, IOException failure) {
    session.refused(failure);
    problem.set(action.verb() + " " + facts.name() + ": " + Reason.ofChange(failure));
  }

  private <T> Consumer<T> ended(Consumer<T> then) {
    return outcome -> {
      busy.set(false);
      then.accept(outcome);
      topologies.refresh();
    };
  }

  /** What is asked at the moment. */
  public ObjectProperty<Optional<Question>> questionProperty() {
    return question;
  }

  /** What was done last, or empty. */
  public StringProperty doneProperty() {
    return done;
  }

  /** Why the last action was not done, or empty. */
  public StringProperty problemProperty() {
    return problem;
  }

  /** Why nothing can be done at the moment, or empty. */
  StringBinding hindrance() {
    return hindrance;
  }

  /** Whether actions are offered to this user at all. */
  ReadOnlyBooleanProperty offered() {
    return session.mayWrite();
  }
}
