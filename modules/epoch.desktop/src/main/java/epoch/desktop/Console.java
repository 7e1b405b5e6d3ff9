package epoch.desktop;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Feed;
import epoch.desktop.notices.DesktopBell;
import epoch.desktop.settings.Keyring;
import epoch.desktop.settings.Settings;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Theme;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import epoch.desktop.work.Watchdog;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The application: windows, in which one either asks for a cluster or works in some. */
public final class Console extends Application {

  private static final Duration HELD = Duration.ofMillis(50);

  private final ExecutorService background =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-work-", 0).factory());
  private final Runner runner = new Runner(background, Platform::runLater);
  private final List<Desk> desks = new ArrayList<>();
  private Optional<Watchdog> watchdog = Optional.empty();
  private Optional<Store> store = Optional.empty();

  /** For the toolkit, which makes the one object. */
  public Console() {}

  @Override
  public void start(Stage stage) {
    Arguments arguments = Arguments.of(getParameters().getRaw(), System.getenv());
    String system = System.getProperty("os.name", "");
    Store kept =
        new Store(
            Store.usual(System.getenv(), system, Path.of(System.getProperty("user.home", "."))),
            Keyring.of(System.getenv(), system));
    store = Optional.of(kept);
    Desk desk = open(stage, kept);
    Optional<Settings.Window> before = Optional.ofNullable(kept.settings().window());
    before.filter(Console::isOnScreen).ifPresent(it -> place(stage, it));
    stage.show();
    Platform.runLater(() -> StartTime.say("The window is open", InstantSource.system()));
    watchdog = Optional.of(new Watchdog(Platform::runLater, Thread.currentThread(), HELD));
    if (arguments.complete()) {
      arguments.connection().ifPresent(desk::connect);
    } else if (arguments.connection().isPresent()) {
      desk.ask(arguments.connection());
    } else {
      resume(desk, kept);
    }
  }

  /** Opens what was open, as far as that needs nobody to type a password. */
  private static void resume(Desk desk, Store store) {
    List<Connection> ready =
        store.connectionsProperty().get().stream()
            .filter(it -> store.settings().open().contains(it.name()))
            .filter(Connection::needsNobody)
            .toList();
    if (ready.isEmpty()) {
      desk.ask(Optional.empty());
    } else {
      ready.forEach(desk::connect);
    }
  }

  private Desk open(Stage stage, Store store) {
    Workspace.Shared shared =
        new Workspace.Shared(
            runner,
            Platform::runLater,
            InstantSource.system(),
            new TimeWords(ZoneId.systemDefault()),
            store,
            new Dialogs(),
            Feed.Pace.HUMAN);
    Desk desk =
        new Desk(
            shared,
            new Desk.Frame(
                stage::setTitle,
                () -> another(store),
                choosing(stage),
                new DesktopBell(background, System.getProperty("os.name", ""))));
    desks.add(desk);
    Scene scene = new Scene(new StackPane(), 1280, 800);
    desk.fill(scene);
    Subscription dressed = Theme.follow(scene, store);
    stage.setTitle("Epoch");
    stage.setScene(scene);
    stage.setMinWidth(900);
    stage.setMinHeight(560);
    stage.setOnHiding(_ -> {
      if (!stage.isIconified()) {
        store.change(settings ->
            settings.with(
                new Settings.Window(
                    stage.getX(),
                    stage.getY(),
                    stage.getWidth(),
                    stage.getHeight(),
                    stage.isMaximized())));
      }
      // What was open is for the next start, so it is not forgotten with the window.
      desk.close();
      desks.remove(desk);
      dressed.unsubscribe();
    });
    return desk;
  }

  private void another(Store store) {
    Stage stage = new Stage();
    Desk desk = open(stage, store);
    desk.ask(Optional.empty());
    stage.show();
  }

  private static boolean isOnScreen(Settings.Window window) {
    return !Screen.getScreensForRectangle(
            new Rectangle2D(
                window.x(), window.y(), Math.max(1, window.width()), Math.max(1, window.height())))
        .isEmpty();
  }

  private static void place(Stage stage, Settings.Window window) {
    stage.setX(window.x());
    stage.setY(window.y());
    stage.setWidth(window.width());
    stage.setHeight(window.height());
    stage.setMaximized(window.maximized());
  }

  private static Files choosing(Stage stage) {
    return new Files() {
      @Override
      public Optional<Path> toRead() {
        FileChooser chooser = chooser("Import topologies");
        chooser
            .getExtensionFilters()
            .add(new FileChooser.ExtensionFilter("JSON and YAML", "*.json", "*.yaml", "*.yml"));
        return path(chooser.showOpenDialog(stage));
      }

      @Override
      public Optional<Path> toWrite(String suggestion) {
        FileChooser chooser = chooser("Save " + suggestion);
        chooser.setInitialFileName(suggestion);
        if (!suggestion.endsWith(".json")) {
          return path(chooser.showSaveDialog(stage));
        }
        FileChooser.ExtensionFilter yaml =
            new FileChooser.ExtensionFilter("YAML", "*.yaml", "*.yml");
        chooser
            .getExtensionFilters()
            .addAll(new FileChooser.ExtensionFilter("JSON", "*.json"), yaml);
        Optional<Path> chosen = path(chooser.showSaveDialog(stage));
        return yaml.equals(chooser.getSelectedExtensionFilter())
            ? chosen.map(Console::asYaml)
            : chosen;
      }

      private static FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        return chooser;
      }

      private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
      }
    };
  }

  /** Who chose YAML in the dialog and left the suggested name did not mean JSON. */
  private static Path asYaml(Path file) {
    String name = "" + file.getFileName();
    return name.endsWith(".json")
        ? file.resolveSibling(name.replaceFirst("\\.json$", ".yaml"))
        : file;
  }

  @Override
  public void stop() {
    watchdog.ifPresent(Watchdog::close);
    List.copyOf(desks).forEach(Desk::close);
    store.ifPresent(Store::end);
    background.shutdownNow();
  }
}
