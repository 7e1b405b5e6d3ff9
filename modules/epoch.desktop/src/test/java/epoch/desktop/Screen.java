package epoch.desktop;

import epoch.desktop.server.Png;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Theme;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    return WaitForAsyncUtils.waitForAsyncFx(30_000, work);
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
      WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> on(condition));
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
      WaitForAsyncUtils.waitForFxEvents();
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
