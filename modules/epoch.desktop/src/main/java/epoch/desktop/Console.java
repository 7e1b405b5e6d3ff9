package epoch.desktop;

import epoch.desktop.cluster.Session;
import epoch.desktop.connect.ConnectView;
import epoch.desktop.connect.ConnectViewModel;
import epoch.desktop.window.Theme;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The application: one window, in which one either asks for a cluster or works in it. */
public final class Console extends Application {

  private final ExecutorService background =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-work-", 0).factory());
  private final Runner runner = new Runner(background, Platform::runLater);
  private Optional<Workspace> workspace = Optional.empty();

  /** For the toolkit, which makes the one object. */
  public Console() {}

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
