package epoch.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may log in. */
public final class Users {

  private static final List<String> FIRST_TRIED =
      List.of("", "admin", "guest", "password", "epoch", "changeme");

  private final boolean required;
  private final Map<String, User> byName;
  private volatile @Nullable Boolean defaultPasswords;

  private Users(boolean required, List<User> users) {
    this.required = required;
    this.byName =
        users.stream().collect(Collectors.toUnmodifiableMap(User::name, Function.identity()));
  }

  /**
   * These, and nobody else.
   *
   * @throws IllegalStateException if a name occurs twice
   */
  public static Users of(List<User> users) {
    return new Users(true, users);
  }

  /** Everybody, without login, with all rights. */
  public static Users everybody() {
    return new Users(false, List.of());
  }

  boolean required() {
    return required;
  }

  /**
   * Whether somebody has a password that is the first to be tried: none, their name, or one of a
   * few. Slow hashes take their time, once.
   */
  boolean haveDefaultPasswords() {
    Boolean answer = defaultPasswords;
    if (answer == null) {
      answer = byName.values().stream().anyMatch(Users::hasDefaultPassword);
      defaultPasswords = answer;
    }
    return answer;
  }

  private static boolean hasDefaultPassword(User user) {
    return Stream.concat(Stream.of(user.name()), FIRST_TRIED.stream())
        .anyMatch(user.password()::matches);
  }

  Optional<User> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * One whose password is checked in place of that of a user who does not exist, so that the time
   * does not tell.
   */
  Optional<User> decoy() {
    return byName.values().stream().findFirst();
  }
}
