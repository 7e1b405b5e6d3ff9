package epoch.server.http;

import epoch.api.rest.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may log in. */
public final class Users {

  private final boolean required;
  private final Map<String, User> byName;
  private final BooleanSupplier defaultPasswords;

  private Users(boolean required, List<User> users, BooleanSupplier defaultPasswords) {
    this.defaultPasswords = defaultPasswords;
    this.required = required;
    this.byName =
        users.stream().collect(Collectors.toUnmodifiableMap(User::name, Function.identity()));
  }

  /**
   * These, and nobody else. Where none of them is {@code ADMIN}, as in any configuration of 1.14,
   * who may {@code READ_WRITE} is.
   *
   * @throws IllegalStateException if a name occurs twice
   */
  public static Users of(List<User> users) {
    return of(users, () -> false);
  }

  /**
   * As the other.
   *
   * @param defaultPasswords whether somebody has a password that everybody knows; may take long
   */
  public static Users of(List<User> users, BooleanSupplier defaultPasswords) {
    boolean administered = users.stream().anyMatch(user -> user.role() == Role.ADMIN);
    return new Users(
        true,
        administered ? users : users.stream().map(Users::promoted).toList(),
        defaultPasswords);
  }

  private static User promoted(User user) {
    return user.role() == Role.READ_WRITE
        ? new User(user.name(), Role.ADMIN, user.password())
        : user;
  }

  /** Everybody, without login, with all rights. */
  public static Users everybody() {
    return new Users(false, List.of(), () -> false);
  }

  boolean required() {
    return required;
  }

  /** Whether somebody has a password that everybody knows; may take long at first. */
  boolean haveDefaultPasswords() {
    return defaultPasswords.getAsBoolean();
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
