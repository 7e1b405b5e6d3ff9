package epoch.desktop;

import java.util.List;
import javafx.application.Application;

/**
 * Starts the operator console. {@code --url URL} (again for each further node) and {@code --user
 * USER} lead it straight into a cluster, with the password from {@code EPOCH_PASSWORD}; without
 * them it asks.
 */
public final class Main {

  // Not the application itself: the launcher of Java would start the toolkit before the arguments
  // are looked at, and it would keep the process alive after they were refused.
  private Main() {}

  /** Starts it, or says on the terminal what is wrong with the arguments. */
  public static void main(String[] arguments) {
    try {
      var _ = Arguments.of(List.of(arguments), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("epoch-console: " + e.getMessage());
      return;
    }
    Application.launch(Console.class, arguments);
  }
}
