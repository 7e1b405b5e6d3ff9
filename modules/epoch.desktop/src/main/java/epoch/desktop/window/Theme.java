package epoch.desktop.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

/** Light or dark as the system prefers, with Epoch's own colours on top. */
public final class Theme {

  private static final String SHEET =
      Objects.requireNonNull(Theme.class.getResource("console.css")).toExternalForm();

  private Theme() {}

  /** Dresses a scene, now and whenever the preference changes. */
  public static void follow(Scene scene) {
    scene.getStylesheets().add(SHEET);
    scene.getPreferences().colorSchemeProperty().subscribe(Theme::use);
  }

  private static void use(ColorScheme scheme) {
    Application.setUserAgentStylesheet(
        switch (scheme) {
          case DARK -> new PrimerDark().getUserAgentStylesheet();
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
        });
  }
}
