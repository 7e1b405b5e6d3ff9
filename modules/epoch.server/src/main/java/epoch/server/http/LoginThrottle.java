package epoch.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries passwords: after {@value #FREE} failures of a user from an address each
 * further one doubles the time for which nothing is tried any more, up to a minute. Counts per user
 * and address, so that neither a gateway nor a name can be used to lock out others.
 */
final class LoginThrottle {

  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
  private static final int REMEMBERED = 10_000;

  private record Who(String user, String address) {}

  private record Failures(int count, Instant last, Instant until) {}

  private final InstantSource clock;

  // Guarded by itself; the eldest go first when somebody tries very many names.
  private final Map<Who, Failures> failures = new LinkedHashMap<>();

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this user has to wait at this address, if at all. */
  Optional<Duration> waitFor(String user, String address) {
    synchronized (failures) {
      Failures known = failures.get(new Who(user, address));
      Instant now = clock.instant();
      return known == null || !known.until().isAfter(now)
          ? Optional.empty()
          : Optional.of(Duration.between(now, known.until()));
    }
  }

  void failed(String user, String address) {
    synchronized (failures) {
      Who who = new Who(user, address);
      Instant now = clock.instant();
      Failures before = failures.remove(who);
      int count =
          before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now)
              ? 1
              : before.count() + 1;
      Instant until = count < FREE ? now : now.plus(pause(count));
      failures.put(who, new Failures(count, now, until));
      if (failures.size() > REMEMBERED) {
        failures.remove(failures.keySet().iterator().next());
      }
    }
  }

  void succeeded(String user, String address) {
    synchronized (failures) {
      failures.remove(new Who(user, address));
    }
  }

  private static Duration pause(int count) {
    long seconds = 1L << Math.min(count - FREE, 6);
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }
}
