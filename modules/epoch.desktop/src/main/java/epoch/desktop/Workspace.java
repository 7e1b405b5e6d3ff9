package epoch.desktop;

import epoch.desktop.cluster.Session;
import epoch.desktop.topologies.ActionsViewModel;
import epoch.desktop.topologies.DetailViewModel;
import epoch.desktop.topologies.TopologiesView;
import epoch.desktop.topologies.TopologiesViewModel;
import epoch.desktop.window.Keys;
import epoch.desktop.window.MainWindow;
import epoch.desktop.window.Question;
import epoch.desktop.window.QuestionPane;
import epoch.desktop.window.StatusBar;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import epoch.desktop.work.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;

/**
 * All that belongs to one session, wired: view models, their views, the timer that keeps them
 * fresh.
 */
final class Workspace implements AutoCloseable {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Session session;
  private final TopologiesViewModel topologies;
  private final MainWindow root;
  private Optional<Ticker> ticker = Optional.empty();

  Workspace(Session session, Runner runner, InstantSource clock, TimeWords times, Runnable leave) {
    this.session = session;
    this.topologies = new TopologiesViewModel(session, runner, clock, times);
    ActionsViewModel actions = new ActionsViewModel(session, runner, topologies);
    DetailViewModel detail = new DetailViewModel(session, runner, clock, topologies);
    TopologiesView view = new TopologiesView(topologies, detail, actions);
    ObjectProperty<Optional<Question>> help = new SimpleObjectProperty<>(Optional.empty());
    Keys keys = view.keys();
    keys.on("?", "All keys", () -> help.set(Optional.of(allKeys(keys, help))));
    QuestionPane confirmation = new QuestionPane(actions.questionProperty());
    QuestionPane keyList = new QuestionPane(help);
    this.root =
        new MainWindow(
            session.connection(),
            "Topologies",
            view,
            new StatusBar(
                session.connection(), times, topologies.pictureProperty(), actions.doneProperty()),
            leave,
            List.of(confirmation, keyList));
    keys.listen(root, () -> confirmation.isDisplay() || keyList.isDisplay());
  }

  private static Question allKeys(Keys keys, ObjectProperty<Optional<Question>> help) {
    return new Question(
        "Keys",
        keys.lines(),
        "Single letters rest while you type.",
        "Understood",
        () -> help.set(Optional.empty()));
  }

  /** Asks for the first picture and for a new one every few seconds. */
  void start(Executor screen) {
    topologies.refresh();
    ticker = Optional.of(new Ticker(FRESH, screen, topologies::refresh));
  }

  Region root() {
    return root;
  }

  /** The id of what is selected, or empty. */
  String selectedId() {
    return topologies.selectedId();
  }

  TopologiesViewModel topologies() {
    return topologies;
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
    session.close();
  }
}
