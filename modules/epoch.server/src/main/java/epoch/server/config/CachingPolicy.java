package epoch.server.config;

import java.time.Duration;

/**
 * How long outcomes are remembered, in the notation of 1.14's file: {@code maximumSize=500,
 * expireAfterAccess=30m}. Words other than {@code maximumSize}, {@code expireAfterAccess} and
 * {@code expireAfterWrite} are ignored.
 *
 * @param maximumSize how many are remembered
 * @param expireAfter how long each is remembered
 */
public record CachingPolicy(int maximumSize, Duration expireAfter) {

  /**
   * Reads the notation; an empty text is the default policy.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static CachingPolicy parse(String text) {
    int size = 500;
    Duration expire = Duration.ofMinutes(5);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String word = (equals < 0 ? part : part.substring(0, equals)).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      switch (word) {
        case "maximumSize" -> size = size(value);
        case "expireAfterAccess", "expireAfterWrite" -> expire = Scalars.duration(value);
        default -> {}
      }
    }
    return new CachingPolicy(size, expire);
  }

  private static int size(String value) {
    try {
      return Math.max(0, Integer.parseInt(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + value + "\" is not a size", e);
    }
  }
}
