package epoch.server.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A password as the configuration has it: plain, or as a hash.
 *
 * <p>A hash is written {@code {pbkdf2}ITERATIONS:SALT:HASH}: PBKDF2 with HMAC-SHA-256 (<a
 * href="https://www.rfc-editor.org/rfc/rfc8018">RFC 8018</a>) over the UTF-8 text, salt and hash in
 * Base64. {@link #hash} makes one. Comparing takes the same time wherever the difference is. Safe
 * for use by several threads.
 */
public final class Password {

  private static final String TAG = "{pbkdf2}";
  private static final Pattern HASHED =
      Pattern.compile("\\{pbkdf2}(\\d{1,8}):([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$.*");
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  // OWASP's advice for HMAC-SHA-256; below the least a hash protects little, above the most a login
  // takes seconds.
  private static final int ITERATIONS = 600_000;
  private static final int LEAST_ITERATIONS = 1_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] expected;

  private Password(int iterations, byte[] salt, byte[] expected) {
    this.iterations = iterations;
    this.salt = salt;
    this.expected = expected;
  }

  /**
   * Reads what the configuration has.
   *
   * @throws IllegalArgumentException with a message that does not quote it, if it is meant as a
   *     hash but is none that is understood
   */
  public static Password of(Secret configured) {
    String text = configured.value();
    if (BCRYPT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "bcrypt hashes are not supported; make one that begins with " + TAG);
    }
    if (!text.startsWith(TAG)) {
      return new Password(0, new byte[0], digest(text.getBytes(StandardCharsets.UTF_8)));
    }
    Matcher parts = HASHED.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "the hash is malformed; "
              + TAG
              + "ITERATIONS:SALT:HASH is expected, salt and hash in Base64");
    }
    int iterations = Integer.parseInt(parts.group(1));
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "the hash has "
              + iterations
              + " iterations; "
              + LEAST_ITERATIONS
              + " to "
              + MOST_ITERATIONS
              + " are possible");
    }
    byte[] salt = decode(parts.group(2), 8);
    return new Password(iterations, salt, decode(parts.group(3), 16));
  }

  /**
   * Makes a hash with a random salt, in the form that {@link #of} reads. The array is left as it
   * is.
   */
  public static String hash(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return TAG
        + ITERATIONS
        + ":"
        + base64.encodeToString(salt)
        + ":"
        + base64.encodeToString(derive(password, salt, ITERATIONS, HASH_BYTES));
  }

  /** Whether the password given is this one. Null, as a request without one has it, never is. */
  public boolean matches(char @Nullable [] given) {
    if (given == null) {
      return false;
    }
    byte[] actual;
    if (isHashed()) {
      actual = derive(given, salt, iterations, expected.length);
    } else {
      byte[] text = utf8(given);
      actual = digest(text);
      Arrays.fill(text, (byte) 0);
    }
    return MessageDigest.isEqual(expected, actual);
  }

  /**
   * Whether this is a hash, so that {@link #matches} takes a good part of a second and its outcome
   * is worth remembering.
   */
  public boolean isHashed() {
    return iterations > 0;
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] decode(String base64, int leastBytes) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the hash is malformed; salt and hash are expected in Base64", e);
    }
    if (bytes.length < leastBytes) {
      throw new IllegalArgumentException(
          "the hash is malformed; its salt or its hash is too short");
    }
    return bytes;
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations, int bytes) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, bytes * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * Both sides of a plain comparison are digests, so that not even the length can be told from the
   * time.
   */
  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] utf8(char[] text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.flip();
    while (encoded.hasRemaining()) {
      encoded.put((byte) 0);
    }
    return bytes;
  }
}
