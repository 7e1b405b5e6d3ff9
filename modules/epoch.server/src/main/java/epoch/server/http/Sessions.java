package epoch.server.http;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of people, in a cookie that says who they are and is signed with what all members share:
 * so every member knows it, and a failover ends none. What somebody may do is not in it; that is
 * looked up each time. Their password is in the signature, so that another password ends it.
 *
 * <p>Whoever signs out is remembered by this leader alone; a leader after it takes a cookie that
 * somebody kept until it expires. Thread safe.
 */
final class Sessions {

  /** A working day. */
  static final Duration LASTS = Duration.ofHours(12);

  private static final String PURPOSE = "epoch session";
  private static final int REMEMBERED = 10_000;
  private static final int LONGEST = 2_048;

  /** Somebody who signed in. */
  record SignedIn(User user, Instant expires) {}

  private final SessionKey key;
  private final Users users;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  // Guarded by itself; by the session's id. The eldest go first.
  private final Map<String, Instant> signedOut = new LinkedHashMap<>();

  Sessions(SessionKey key, Users users, InstantSource clock) {
    this.key = key;
    this.users = users;
    this.clock = clock;
  }

  /** Whether {@link #check} can answer at once. */
  boolean isReady() {
    return key.atHand().isPresent();
  }

  /** A new session of somebody, as the value of a cookie. */
  String issue(User user, Instant expires) throws InterruptedException {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    String name =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(user.name().getBytes(StandardCharsets.UTF_8));
    String millis = Long.toString(expires.toEpochMilli());
    return String.join(".", name, millis, id, sign(key.get(), user, millis, id));
  }

  /** When a session that is issued now ends. */
  Instant expiry() {
    return Instant.ofEpochMilli(clock.millis()).plus(LASTS);
  }

  /** Who signed in with a cookie; empty if it is none, or not valid any more. */
  Optional<SignedIn> check(String cookie) throws InterruptedException {
    String[] parts = cookie.split("\\.", -1);
    if (cookie.length() > LONGEST || parts.length != 4 || isSignedOut(parts[2])) {
      return Optional.empty();
    }
    try {
      String name = PercentEncoding.utf8(Base64.getUrlDecoder().decode(parts[0]));
      Instant expires = Instant.ofEpochMilli(Long.parseLong(parts[1]));
      ClusterSecret secret = key.get();
      return users
          .find(name)
          .filter(user -> verify(secret, user, parts))
          .filter(_ -> clock.instant().isBefore(expires))
          .map(user -> new SignedIn(user, expires));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Ends a session; what is none is ignored. */
  void signOut(String cookie) throws InterruptedException {
    Optional<SignedIn> signedIn = check(cookie);
    if (signedIn.isPresent()) {
      synchronized (signedOut) {
        signedOut.values().removeIf(expires -> expires.isBefore(clock.instant()));
        signedOut.put(cookie.split("\\.", -1)[2], signedIn.get().expires());
        if (signedOut.size() > REMEMBERED) {
          signedOut.remove(signedOut.keySet().iterator().next());
        }
      }
    }
  }

  private boolean isSignedOut(String id) {
    synchronized (signedOut) {
      return signedOut.containsKey(id);
    }
  }

  private static String sign(ClusterSecret secret, User user, String millis, String id) {
    return secret.sign(PURPOSE, user.name(), user.password().version(), millis, id);
  }

  private static boolean verify(ClusterSecret secret, User user, String[] parts) {
    return secret.verify(
        parts[3], PURPOSE, user.name(), user.password().version(), parts[1], parts[2]);
  }
}
