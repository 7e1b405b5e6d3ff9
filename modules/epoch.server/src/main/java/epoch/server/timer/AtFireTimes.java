package epoch.server.timer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One moment. */
record AtFireTimes(Instant moment) implements FireTimes {

  AtFireTimes {
    moment = moment.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return moment.isAfter(after) ? Optional.of(moment) : Optional.empty();
  }
}
