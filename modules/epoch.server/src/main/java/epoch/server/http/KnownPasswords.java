package epoch.server.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for a short while which passwords were right, so that a slow hash is not computed for
 * every request. Keeps keyed digests only.
 */
final class KnownPasswords {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int REMEMBERED = 1_000;

  // Belongs to the user as it was configured: another password or role means another record.
  private record Entry(User user, Instant until) {}

  private final byte[] key = new byte[32];
  private final InstantSource clock;

  // Guarded by itself.
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  KnownPasswords(InstantSource clock) {
    this.clock = clock;
    new SecureRandom().nextBytes(key);
  }

  boolean contains(User user, String password) {
    String digest = digest(user, password);
    synchronized (entries) {
      Entry entry = entries.get(digest);
      return entry != null && entry.user().equals(user) && entry.until().isAfter(clock.instant());
    }
  }

  void add(User user, String password) {
    String digest = digest(user, password);
    synchronized (entries) {
      entries.remove(digest);
      entries.put(digest, new Entry(user, clock.instant().plus(KEPT)));
      if (entries.size() > REMEMBERED) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
  }

  private String digest(User user, String password) {
    String pair = user.name().length() + ":" + user.name() + password;
    return HexFormat.of().formatHex(Hashes.hmac(key, pair.getBytes(StandardCharsets.UTF_8)));
  }
}
