package epoch.api.rest;

/**
 * Asks for a session.
 *
 * @param name of the user
 * @param password of the user
 */
public record Login(String name, String password) {

  /** Says all but the password. */
  @Override
  public String toString() {
    return "Login[" + name + "]";
  }
}
