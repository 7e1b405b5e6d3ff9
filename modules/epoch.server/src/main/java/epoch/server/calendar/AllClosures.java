package epoch.server.calendar;

import epoch.api.calendar.Closure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Closed while any of these is.
 *
 * @param parts several, none of them without any closure
 */
record AllClosures(List<Closures> parts) implements Closures {
  /** Closed while any of these is. */
  static Closures of(List<Closures> all) {
    List<Closures> parts = all.stream().filter(Closures::any).toList();
    return switch (parts.size()) {
      case 0 -> Closures.none();
      case 1 -> parts.getFirst();
      default -> new AllClosures(parts);
    };
  }

  @Override
  public Optional<Closure> at(Instant moment) {
    return Merging.at(moment, this::one);
  }

  @Override
  public Optional<Closure> one(Instant moment) {
    return parts.stream()
        .flatMap(part -> part.one(moment).stream())
        .max(Comparator.comparing(Closure::end));
  }

  @Override
  public Optional<Instant> nextStart(Instant after) {
    return parts.stream()
        .flatMap(part -> part.nextStart(after).stream())
        .min(Comparator.naturalOrder());
  }
}
