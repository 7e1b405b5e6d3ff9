package epoch.desktop.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import epoch.desktop.settings.Settings;
import epoch.desktop.settings.Store;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Light or dark as the system or the operator prefers, with Epoch's own colours on top. */
public final class Theme {

  private static final String SHEET =
      Objects.requireNonNull(Theme.class.getResource("console.css")).toExternalForm();
  private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");

  private Theme() {}

  /**
   * Dresses a scene, now and whenever the preference changes.
   *
   * @return to be ended with the window: what is remembered outlives it
   */
  public static Subscription follow(Scene scene, Store store) {
    scene.getStylesheets().add(SHEET);
    scene.getPreferences().colorSchemeProperty().subscribe(Theme::use);
    scene.rootProperty().subscribe(_ -> compact(scene, store.settings()));
    return store
        .settingsProperty()
        .subscribe(settings -> {
          switch (settings.theme()) {
            case SYSTEM -> scene.getPreferences().setColorScheme(null);
            case LIGHT -> scene.getPreferences().setColorScheme(ColorScheme.LIGHT);
            case DARK -> scene.getPreferences().setColorScheme(ColorScheme.DARK);
          }
          compact(scene, settings);
        });
  }

  private static void compact(Scene scene, Settings settings) {
    if (scene.getRoot() != null) {
      scene.getRoot().pseudoClassStateChanged(COMPACT, settings.compact());
    }
  }

  private static void use(ColorScheme scheme) {
    Application.setUserAgentStylesheet(
        switch (scheme) {
          case DARK -> new PrimerDark().getUserAgentStylesheet();
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
        });
  }
}
