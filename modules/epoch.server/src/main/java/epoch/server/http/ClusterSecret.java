package epoch.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What the nodes of a cluster share, and how they sign with it. Each purpose has its own
 * signatures, so that none serves for another.
 */
final class ClusterSecret {

  private final byte[] key;

  ClusterSecret(String secret) {
    this.key = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Signs some words for a purpose; answers 64 hexadecimal digits. */
  String sign(String purpose, String... words) {
    StringBuilder text = new StringBuilder(purpose);
    for (String word : words) {
      // With its length, so that no two lists of words make the same text.
      text.append('\n').append(word.length()).append(':').append(word);
    }
    return HexFormat.of()
        .formatHex(Hashes.hmac(key, text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a signature is the one of these words; takes the same time either way. */
  boolean verify(String signature, String purpose, String... words) {
    byte[] expected = sign(purpose, words).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
  }
}
