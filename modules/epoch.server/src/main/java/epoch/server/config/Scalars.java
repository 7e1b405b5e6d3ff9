package epoch.server.config;

import epoch.api.json.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the text of a scalar becomes the value of a component. */
final class Scalars {
  /** Whoever waits counts in nanoseconds, of which a long holds 292 years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Scalars() {}

  /** Whether values of the type are written as one scalar. */
  static boolean isScalar(Class<?> type) {
    return type == String.class
        || type == Secret.class
        || type == int.class
        || type == double.class
        || type == boolean.class
        || type == Duration.class
        || type == ZoneId.class
        || type == DataSize.class
        || type == CachingPolicy.class
        || type.isEnum();
  }

  /** What stands for a value that is absent or wrong. */
  static @Nullable Object blank(Class<?> type) {
    if (type == String.class) {
      return null;
    }
    return type == int.class
        ? (Object) 0
        : type == double.class ? (Object) 0.0 : type == boolean.class ? (Object) false : null;
  }

  /**
   * Reads the text.
   *
   * @param within the bounds, or null
   * @throws IllegalArgumentException with a message for people, which never quotes a secret
   */
  static Object parse(Class<?> type, String text, @Nullable Within within) {
    if (type == Secret.class) {
      return new Secret(text);
    }
    if (type == String.class) {
      return text;
    }
    if (type == int.class) {
      return (int) bounded(number(text, true), within);
    }
    if (type == double.class) {
      return bounded(number(text, false), within);
    }
    if (type == boolean.class) {
      return truth(text);
    }
    if (type == Duration.class) {
      return bounded(duration(text), within);
    }
    if (type == ZoneId.class) {
      return zone(text);
    }
    if (type == DataSize.class) {
      return DataSize.parse(text);
    }
    if (type == CachingPolicy.class) {
      return CachingPolicy.parse(text);
    }
    return word(type, text);
  }

  /** The bounds in words: {@code 1s to 40s}, {@code at least 1}; empty without. */
  static String words(@Nullable Within within) {
    if (within == null) {
      return "";
    }
    return within.most().isEmpty()
        ? "at least " + within.least()
        : within.least() + " to " + within.most();
  }

  private static double number(String text, boolean whole) {
    try {
      return whole ? Integer.parseInt(text.strip()) : Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a " + (whole ? "whole number" : "number"), e);
    }
  }

  private static double bounded(double number, @Nullable Within within) {
    boolean fits =
        within == null
            || (number >= Double.parseDouble(within.least())
                && (within.most().isEmpty() || number <= Double.parseDouble(within.most())));
    if (!fits) {
      String shown =
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? Long.toString((long) number)
              : Double.toString(number);
      throw new IllegalArgumentException(
          shown + " is out of bounds; " + words(within) + " is possible");
    }
    return number;
  }

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Duration duration(String text) {
    Duration duration = Durations.parse(text);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          text.strip() + " is too long; at most " + LONGEST.toDays() + " days are possible");
    }
    return duration;
  }

  private static Duration bounded(Duration duration, @Nullable Within within) {
    if (duration.isZero()) {
      throw new IllegalArgumentException("a duration above zero is needed");
    }
    boolean fits =
        within == null
            || (duration.compareTo(Durations.parse(within.least())) >= 0
                && (within.most().isEmpty()
                    || duration.compareTo(Durations.parse(within.most())) <= 0));
    if (!fits) {
      throw new IllegalArgumentException(
          Durations.format(duration) + " is out of bounds; " + words(within) + " is possible");
    }
    return duration;
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static ZoneId zone(String text) {
    try {
      // 1.14's own sample file says IST: the short names of old are understood.
      return ZoneId.of(text.strip(), ZoneId.SHORT_IDS);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a time zone; write a name such as UTC or Europe/Berlin", e);
    }
  }

  private static Object word(Class<?> type, String text) {
    Object[] words = type.getEnumConstants();
    for (Object word : words) {
      if (word.toString().equalsIgnoreCase(text.strip())) {
        return word;
      }
    }
    String all = Arrays.stream(words).map(Object::toString).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("\"" + text + "\" is not one of " + all);
  }
}
