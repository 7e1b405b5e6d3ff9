package epoch.desktop.notices;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Hands notices to the notification service of the system, where there is one. */
public final class DesktopBell {

  private static final System.Logger LOG = System.getLogger(DesktopBell.class.getName());

  private final Executor background;
  private final String system;

  /** For that system, as Java names it. */
  public DesktopBell(Executor background, String system) {
    this.background = background;
    this.system = system;
  }

  /** Rings, in the background; a system without the service stays silent. */
  public void ring(String title, String words) {
    command(title, words).ifPresent(command -> background.execute(() -> run(command)));
  }

  /** Arguments, not a line for a shell: names of topologies are whatever somebody wrote. */
  Optional<List<String>> command(String title, String words) {
    if (system.startsWith("Linux")) {
      return Optional.of(
          List.of("notify-send", "--app-name=Epoch", "--icon=dialog-warning", "--", title, words));
    }
    if (system.startsWith("Mac")) {
      return Optional.of(
          List.of(
              "osascript",
              "-e",
              "on run {t, w}",
              "-e",
              "display notification w with title t",
              "-e",
              "end run",
              title,
              words));
    }
    return Optional.empty();
  }

  private static void run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The system shows no notifications; the window does", e);
    }
  }
}
