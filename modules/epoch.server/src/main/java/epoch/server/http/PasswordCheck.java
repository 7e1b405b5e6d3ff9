package epoch.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Knows whether a password is the right one. Safe for use by several threads; takes the same time
 * whether it is or not.
 */
public interface PasswordCheck {

  /** Whether this is the password. */
  boolean matches(String candidate);

  /**
   * Whether {@link #matches} takes long (a salted hash made to be slow), so that it must not run on
   * an I/O thread.
   */
  boolean slow();

  /**
   * Changes with the password; known to members that have the same configuration, and told to
   * nobody.
   */
  String version();

  /** The check of a password that is kept as it is. */
  static PasswordCheck plain(String password) {
    byte[] expected = digest(password);
    return new PasswordCheck() {
      @Override
      public boolean matches(String candidate) {
        return MessageDigest.isEqual(expected, digest(candidate));
      }

      @Override
      public boolean slow() {
        return false;
      }

      @Override
      public String version() {
        return HexFormat.of().formatHex(expected);
      }
    };
  }

  // Digests have one length, so that the comparison does not tell how long the password is.
  private static byte[] digest(String password) {
    return Hashes.sha256(password.getBytes(StandardCharsets.UTF_8));
  }
}
