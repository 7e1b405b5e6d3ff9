package epoch.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may log in. */
public final class Users {

  private final boolean required;
  private final Map<String, User> byName;

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
