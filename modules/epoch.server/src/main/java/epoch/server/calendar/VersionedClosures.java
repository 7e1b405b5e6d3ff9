package epoch.server.calendar;

import epoch.api.calendar.Closure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A calendar that was changed: each moment is closed or not by the version that was in force then.
 * So no change is retroactive, whoever accounts for a fire time whenever.
 *
 * @param versions in order; each is in force until the next is, and the first from ever
 */
record VersionedClosures(List<Version> versions) implements Closures {
  /**
   * A version.
   *
   * @param closures when it is closed
   * @param until when the next came into force; the end of time for the last
   */
  record Version(Closures closures, Instant until) {}

  @Override
  public Optional<Closure> at(Instant moment) {
    return Merging.at(moment, this::one);
  }

  @Override
  public Optional<Closure> one(Instant moment) {
    Instant since = Instant.MIN;
    for (Version version : versions) {
      if (moment.isBefore(version.until)) {
        Instant begin = since;
        return version.closures.one(moment).map(found -> clipped(found, begin, version.until));
      }
      since = version.until;
    }
    return Optional.empty();
  }

  private static Closure clipped(Closure found, Instant since, Instant until) {
    return new Closure(
        found.from().isBefore(since) ? since : found.from(),
        found.end().isAfter(until) ? until : found.until(),
        found.calendar(),
        found.title());
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    Instant from = after;
    for (Version version : versions) {
      if (from.isBefore(version.until)) {
        Optional<Instant> start = version.closures.nextStart(from);
        if (start.isPresent() && start.get().isBefore(version.until)) {
          return start;
        }
        if (at(version.until).isPresent()) {
          return Optional.of(version.until);
        }
        from = version.until;
      }
    }
    return Optional.empty();
  }
}
