package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param name of the user; {@code anonymous} where nobody has to sign in
 * @param role the name of a {@link Role}
 * @param expires when the session ends; absent where the password comes with every request
 * @param door how well the door is locked
 */
public record Session(String name, String role, @Nullable Instant expires, Door door) {

  /**
   * How well the door is locked.
   *
   * @param authEnabled whether anybody has to sign in at all
   * @param defaultPasswords whether somebody has a password that is the first to be tried
   */
  public record Door(boolean authEnabled, boolean defaultPasswords) {}
}
