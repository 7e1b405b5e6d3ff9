package epoch.desktop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/** Says in the log how long after its start the console got somewhere. */
final class StartTime {

  private static final System.Logger LOG = System.getLogger(StartTime.class.getName());

  private StartTime() {}

  static void say(String what, InstantSource clock) {
    long millis =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(begin -> Duration.between(begin, clock.instant()).toMillis())
            .orElse(0L);
    LOG.log(Level.INFO, "{0}, {1} ms after the console was started", what, Long.toString(millis));
  }
}
