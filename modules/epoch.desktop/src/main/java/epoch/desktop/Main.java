package epoch.desktop;

import epoch.desktop.cluster.Session;
import epoch.desktop.connect.ConnectView;
import epoch.desktop.connect.ConnectViewModel;
import epoch.desktop.window.Theme;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * The operator console. {@code --url URL} (again for each further node) and {@code --user USER}
 * lead it straight into a cluster, with the password from {@code EPOCH_PASSWORD}; without them it
 * asks.
 */
public final class Main extends Application {

  private final ExecutorService background =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-work-", 0).factory());
  private final Runner runner = new Runner(background, Platform::runLater);
  private Optional<Workspace> workspace = Optional.empty();

  /** For the toolkit, which makes the one object. */
  public Main() {}

  /** Starts the console. */
  public static void main(String[] arguments) {
    try {
      var _ = Arguments.of(List.of(arguments), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("epoch-console: " + e.getMessage());
      return;
    }
    launch(Main.class, arguments);
  }

  @Override
  public void start(Stage stage) {
    Arguments arguments = Arguments.of(getParameters().getRaw(), System.getenv());
    Scene scene = new Scene(new StackPane(), 1280, 800);
    Theme.follow(scene);
    stage.setScene(scene);
    stage.setMinWidth(800);
    stage.setMinHeight(500);
    ask(stage, arguments);
    stage.show();
  }

  private void ask(Stage stage, Arguments arguments) {
    ConnectViewModel connect =
        new ConnectViewModel(runner, session -> work(stage, session, arguments));
    arguments.connection().ifPresent(connect::suggest);
    show(stage, new ConnectView(connect), "Epoch");
    if (arguments.complete()) {
      connect.connect();
    }
  }

  private void work(Stage stage, Session session, Arguments arguments) {
    Workspace opened =
        new Workspace(
            session,
            runner,
            InstantSource.system(),
            new TimeWords(ZoneId.systemDefault()),
            () -> {
              leave();
              ask(stage, arguments.withoutPassword());
            });
    workspace = Optional.of(opened);
    show(stage, opened.root(), session.connection().name() + " – Epoch");
    opened.start(Platform::runLater);
  }

  private static void show(Stage stage, Region view, String title) {
    stage.getScene().setRoot(view);
    stage.setTitle(title);
  }

  private void leave() {
    workspace.ifPresent(Workspace::close);
    workspace = Optional.empty();
  }

  @Override
  public void stop() {
    leave();
    background.shutdownNow();
  }
}
