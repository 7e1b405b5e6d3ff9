package epoch.server.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges names and passwords, however they come. Too many wrong ones of a user from an address are
 * slowed down; slow hashes that were right are remembered for a short while. Thread safe.
 */
final class Logins {

  /** What came of it. */
  sealed interface Verdict {

    /** They are who they say. */
    record In(User user) implements Verdict {}

    /** There is no such user, or it is not their password. */
    record Wrong() implements Verdict {}

    /** Nothing is tried for so long. */
    record Later(Duration pause) implements Verdict {}
  }

  private final Users users;
  private final LoginThrottle throttle;
  private final KnownPasswords known;

  Logins(Users users, InstantSource clock) {
    this.users = users;
    this.throttle = new LoginThrottle(clock);
    this.known = new KnownPasswords(clock);
  }

  Users users() {
    return users;
  }

  /** Judges where that takes no time; empty where a slow hash has to be computed. */
  Optional<Verdict> atOnce(Credentials credentials, String address) {
    Optional<Duration> wait = throttle.waitFor(credentials.user(), address);
    if (wait.isPresent()) {
      return Optional.of(new Verdict.Later(wait.get()));
    }
    User user = users.find(credentials.user()).orElse(null);
    User checked = checked(user);
    if (checked == null || !checked.password().slow()) {
      boolean right = checked != null && checked.password().matches(credentials.password());
      return Optional.of(settle(credentials, address, user, right));
    }
    return user != null && known.contains(user, credentials.password())
        ? Optional.of(settle(credentials, address, user, true))
        : Optional.empty();
  }

  /** Judges; may take long. */
  Verdict judge(Credentials credentials, String address) {
    return atOnce(credentials, address)
        .orElseGet(() -> {
          User user = users.find(credentials.user()).orElse(null);
          User checked = checked(user);
          boolean right = checked != null && checked.password().matches(credentials.password());
          if (right && user != null) {
            known.add(user, credentials.password());
          }
          return settle(credentials, address, user, right);
        });
  }

  private @Nullable User checked(@Nullable User user) {
    return user == null ? users.decoy().orElse(null) : user;
  }

  private Verdict settle(
      Credentials credentials, String address, @Nullable User user, boolean right) {
    if (user == null || !right) {
      throttle.failed(credentials.user(), address);
      return new Verdict.Wrong();
    }
    throttle.succeeded(user.name(), address);
    return new Verdict.In(user);
  }
}
