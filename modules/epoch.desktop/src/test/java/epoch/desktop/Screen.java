package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.server.Png;
import epoch.desktop.settings.Settings;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window on the headless platform that tests look into. */
final class Screen {

  /** A machine may be busy; what does not come at all fails later than it could. */
  private static final long PATIENCE_SECONDS = 60;

  final Stage stage;
  private final Store store;

  Screen(Store store) throws TimeoutException {
    this.store = store;
    stage = FxToolkit.registerPrimaryStage();
    on(() -> {
      Scene scene = new Scene(new StackPane(), 1280, 800);
      Theme.follow(scene, store);
      stage.setScene(scene);
      stage.show();
      return stage;
    });
  }

  /** Does something on the thread of the screen and waits for it. */
  <T> T on(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(1_000L * PATIENCE_SECONDS, work);
  }

  void show(Region view) {
    on(() -> {
      stage.getScene().setRoot(view);
      return view;
    });
  }

  /** Waits until something is so on the screen. */
  void eventually(Callable<Boolean> condition) throws TimeoutException {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> on(condition));
    } catch (TimeoutException e) {
      shoot("timeout");
      throw e;
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Writes what is seen, light and dark, to {@code target/shots}. */
  void shoot(String name) {
    inEachTheme(theme -> {
      drawn();
      write(stage.getScene(), name + theme);
    });
  }

  /** The same on a screen that is larger than the headless one. */
  void shootLarge(String name) {
    inEachTheme(theme -> {
      // A scene outside of any window does not hear of another theme, so it is made in it.
      Parent root = stage.getScene().getRoot();
      Scene large =
          on(() -> {
            stage.getScene().setRoot(new StackPane());
            return new Scene(root, 1920, 1080);
          });
      Subscription dressed = on(() -> Theme.follow(large, store));
      drawn();
      write(large, name + theme);
      on(() -> {
        dressed.unsubscribe();
        large.setRoot(new StackPane());
        stage.getScene().setRoot(root);
        return root;
      });
      drawn();
    });
  }

  /**
   * In the way in which an operator chooses one: whatever else is remembered meanwhile, such as the
   * width of a column, does not change it back.
   */
  private void inEachTheme(Consumer<String> act) {
    for (Settings.Theme theme : List.of(Settings.Theme.LIGHT, Settings.Theme.DARK)) {
      dress(theme);
      act.accept("-" + theme.name().toLowerCase(Locale.ROOT));
    }
    dress(Settings.Theme.SYSTEM);
  }

  private void dress(Settings.Theme theme) {
    on(() -> {
      store.change(settings -> settings.with(theme));
      return theme;
    });
  }

  private void write(Scene scene, String name) {
    on(() -> {
      scene.getRoot().applyCss();
      scene.getRoot().layout();
      Png.write(scene.snapshot(null), Path.of("target", "shots", name + ".png"));
      return name;
    });
  }

  /** Waits until the screen was drawn: what changed is laid out with the next time. */
  void drawn() {
    CountDownLatch frames = new CountDownLatch(3);
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            frames.countDown();
          }
        };
    on(() -> {
      timer.start();
      return timer;
    });
    try {
      assertTrue(frames.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    on(() -> {
      timer.stop();
      return timer;
    });
  }
}
