package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.server.Png;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Theme;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.ColorScheme;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window on the headless platform that tests look into. */
final class Screen {

  /** A machine may be busy; what does not come at all fails later than it could. */
  private static final long PATIENCE_SECONDS = 60;

  final Stage stage;

  Screen(Store store) throws TimeoutException {
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
    for (ColorScheme scheme : ColorScheme.values()) {
      on(() -> {
        stage.getScene().getPreferences().setColorScheme(scheme);
        stage.getScene().getRoot().applyCss();
        stage.getScene().getRoot().layout();
        return scheme;
      });
      drawn();
      on(() -> {
        String file = name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
        Png.write(stage.getScene().snapshot(null), Path.of("target", "shots", file));
        return file;
      });
    }
    on(() -> {
      stage.getScene().getPreferences().setColorScheme(ColorScheme.LIGHT);
      return name;
    });
  }

  /**
   * Waits until the screen was drawn twice: the sheet of another theme comes with the next time.
   */
  private void drawn() {
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

  /** The same on a screen that is larger than the headless one. */
  void shootLarge(String name, Store store) {
    Scene large =
        on(() -> {
          Parent root = stage.getScene().getRoot();
          stage.getScene().setRoot(new StackPane());
          Scene scene = new Scene(root, 1920, 1080);
          Theme.follow(scene, store);
          return scene;
        });
    for (ColorScheme scheme : ColorScheme.values()) {
      on(() -> {
        large.getPreferences().setColorScheme(scheme);
        return scheme;
      });
      drawn();
      on(() -> {
        large.getRoot().applyCss();
        large.getRoot().layout();
        String file = name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
        Png.write(large.snapshot(null), Path.of("target", "shots", file));
        return file;
      });
    }
    on(() -> {
      Parent root = large.getRoot();
      large.setRoot(new StackPane());
      stage.getScene().setRoot(root);
      large.getPreferences().setColorScheme(ColorScheme.LIGHT);
      stage.getScene().getPreferences().setColorScheme(ColorScheme.LIGHT);
      return root;
    });
  }
}
