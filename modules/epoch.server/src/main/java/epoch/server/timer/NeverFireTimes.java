package epoch.server.timer;

import java.time.Instant;
import java.util.Optional;

enum NeverFireTimes implements FireTimes {
  NEVER;

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.empty();
  }
}
