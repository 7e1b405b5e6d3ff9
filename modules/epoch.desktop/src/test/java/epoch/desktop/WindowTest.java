package epoch.desktop;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Feed;
import epoch.desktop.cluster.Session;
import epoch.desktop.notices.DesktopBell;
import epoch.desktop.place.Place;
import epoch.desktop.server.TestClock;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Dialogs;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A test that sits in front of a window of the console, with its own settings. */
abstract class WindowTest {

  @TempDir Path directory;

  final TestClock clock = new TestClock();
  final FxRobot robot = new FxRobot();
  final List<String> titles = new ArrayList<>();

  /** What is chosen where the console asks for a file to read. */
  Optional<Path> chosen = Optional.empty();

  Store store;
  Screen screen;
  Desk desk;
  private ExecutorService background;

  @BeforeEach
  void open() throws TimeoutException {
    store = new Store(directory);
    screen = new Screen(store);
    background = Executors.newVirtualThreadPerTaskExecutor();
    Workspace.Shared shared =
        new Workspace.Shared(
            new Runner(background, Platform::runLater),
            Platform::runLater,
            time(),
            new TimeWords(ZoneId.of("Asia/Kolkata")),
            store,
            new Dialogs(),
            new Feed.Pace(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofMillis(300)));
    Files files =
        new Files() {
          @Override
          public Optional<Path> toRead() {
            return chosen;
          }

          @Override
          public Optional<Path> toWrite(String suggestion) {
            return Optional.of(directory.resolve(suggestion));
          }
        };
    desk =
        screen.on(() ->
            new Desk(
                shared,
                new Desk.Frame(
                    titles::add, () -> {}, files, new DesktopBell(Runnable::run, "nowhere"))));
    screen.on(() -> {
      desk.fill(screen.stage.getScene());
      return desk;
    });
  }

  /** The time of the console. */
  InstantSource time() {
    return clock;
  }

  @AfterEach
  void close() {
    screen.on(() -> {
      desk.close();
      store.end();
      return desk;
    });
    background.shutdownNow();
    // What is being written into the directory of the test is written before that is removed.
    background.close();
  }

  /** Works through that connection, in that role. */
  void enter(Connection connection, String role) throws TimeoutException {
    screen.on(() -> {
      Session session = new Session(connection);
      session.isOf(role);
      return desk.work(session);
    });
    screen.eventually(() -> shows("Live"));
  }

  Optional<TableView<?>> table(String id) {
    return robot.lookup("#" + id).tryQueryAs(TableView.class).map(found -> found);
  }

  void awaitRows(String id, int rows) throws TimeoutException {
    screen.eventually(() -> table(id).filter(it -> it.getItems().size() == rows).isPresent());
  }

  boolean shows(String text) {
    return robot
        .lookup((Node node) ->
            node instanceof Labeled label
                && label.getText() != null
                && label.getText().contains(text)
                && label.isVisible()
                && label.getScene() != null)
        .tryQuery()
        .isPresent();
  }

  /** Controls by which one passes with the keyboard and that tell nobody what they are. */
  List<String> silent() {
    return screen.on(() ->
        robot
            .lookup((Node node) -> node instanceof Control control && isSilent(control))
            .queryAll()
            .stream()
            .map(Node::toString)
            .toList());
  }

  private boolean isSilent(Control control) {
    String words = control.getAccessibleText();
    boolean named =
        (words != null && !words.isBlank())
            || control instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()
            || control instanceof TabPane
            || robot
                .lookup(
                    (Node node) -> node instanceof Label label && label.getLabelFor() == control)
                .tryQuery()
                .isPresent();
    return control.isFocusTraversable() && control.isVisible() && !named;
  }

  /** Buttons that are narrower than what is written on them, unless that is what others wrote. */
  List<String> cut() {
    return screen.on(() ->
        robot
            .lookup((Node node) ->
                node instanceof ButtonBase button
                    && !(button instanceof Hyperlink)
                    && !button.getStyleClass().contains("mark-menu")
                    && button.getText() != null
                    && !button.getText().isEmpty()
                    && button.isVisible()
                    && button.getWidth() + 1 < button.prefWidth(-1))
            .queryAll()
            .stream()
            .map(Node::toString)
            .toList());
  }

  Button button(String id) {
    return robot.lookup("#" + id).queryAs(Button.class);
  }

  void at(Place place) {
    screen.on(() -> {
      desk.current().orElseThrow().navigator().go(place);
      return place;
    });
  }

  Place place() {
    return screen.on(() -> desk.current().orElseThrow().navigator().currentProperty().get());
  }

  void focused(String id) throws TimeoutException {
    screen.eventually(() -> robot.lookup("#" + id).tryQuery().filter(Node::isFocused).isPresent());
  }
}
