package epoch.server.calendar;

import epoch.api.calendar.Closure;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * When something is closed: a fixed set of stretches of time. The answer never depends on what was
 * asked before or on the clock of this machine. Immutable; safe for use by any thread.
 */
public interface Closures {
  /** Never closed. */
  static Closures none() {
    return new NeverClosed();
  }

  /**
   * The closure that a moment lies in, from the beginning to the end of all that follow on each
   * other without a gap.
   */
  Optional<Closure> at(Instant moment);

  /**
   * A single closure at a moment, not joined with others; of several that which ends last. Whoever
   * joins asks for these: to join again what was joined would cost the square of it.
   */
  Optional<Closure> one(Instant moment);

  /**
   * When a closure begins after a moment. It may do so within another; outside of all closures it
   * is the very beginning of the next.
   */
  Optional<Instant> nextStart(Instant after);

  /** Whether there is a closure at all. */
  default boolean any() {
    return true;
  }

  /** The closures that overlap {@code [from, to)}, in order, found one by one. */
  default Stream<Closure> between(Instant from, Instant to) {
    Iterator<Closure> each =
        new Iterator<>() {
          private @Nullable Closure next = at(from).or(() -> startingAfter(from)).orElse(null);

          @Override
          public boolean hasNext() {
            return next != null && next.from().isBefore(to);
          }

          @Override
          public Closure next() {
            Closure found = next;
            if (found == null) {
              throw new NoSuchElementException();
            }
            Instant until = found.until();
            next = until == null ? null : startingAfter(until.minusMillis(1)).orElse(null);
            return found;
          }
        };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(each, 0), false);
  }

  /** The closure that begins next after a moment. */
  default Optional<Closure> startingAfter(Instant moment) {
    Optional<Instant> start = nextStart(moment);
    while (start.isPresent()) {
      Optional<Closure> found = at(start.get());
      if (found.isPresent()) {
        return found;
      }
      // A day that a zone leaves out.
      start = nextStart(start.get());
    }
    return Optional.empty();
  }

  /** Closed at no time. */
  record NeverClosed() implements Closures {
    @Override
    public Optional<Closure> at(Instant moment) {
      return Optional.empty();
    }

    @Override
    public Optional<Closure> one(Instant moment) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> nextStart(Instant after) {
      return Optional.empty();
    }

    @Override
    public boolean any() {
      return false;
    }
  }
}
