package epoch.api.json;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one grammar of durations, in the API and in the configuration file: a whole number and a
 * unit, with or without a space, such as {@code 500ms}, {@code 5m}, {@code 30 seconds}, {@code 2
 * days}. Units are those of Dropwizard, which Drove and Epoch 1.14 use: {@code ns}, {@code us},
 * {@code ms}, {@code s}, {@code m}, {@code min}, {@code mins}, {@code h}, {@code d}, and the
 * English names from {@code nanosecond} to {@code days}, singular and plural.
 */
public final class Durations {

  private static final Pattern GRAMMAR = Pattern.compile("\\s*(\\d{1,18})\\s*([a-z]+)\\s*");
  private static final Map<String, Duration> UNITS = units();

  /** Ten years: validation allows no longer ones. */
  public static final Duration LONGEST = Duration.ofDays(3_660);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text such as {@code 5m}
   * @return the duration, zero or more
   * @throws IllegalArgumentException with a message for people if the text is no duration
   */
  public static Duration parse(String text) {
    Matcher parts = GRAMMAR.matcher(text);
    Duration unit = parts.matches() ? UNITS.get(parts.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours");
    }
    try {
      return unit.multipliedBy(Long.parseLong(parts.group(1)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is too long for a duration", e);
    }
  }

  /**
   * Reads a duration that is stored, and so was valid, unless a hand or another version wrote it.
   *
   * @return empty if there is none, it is none, or it is longer than any that is meant
   */
  public static Optional<Duration> understood(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(Durations::parse)
          .filter(duration -> duration.compareTo(LONGEST) <= 0);
    } catch (IllegalArgumentException notUnderstood) {
      return Optional.empty();
    }
  }

  /**
   * Writes a duration in the largest unit that says it exactly, in a form that {@link #parse}
   * reads: {@code 90s}, {@code 5m}, {@code 2d}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a duration cannot be negative: " + duration);
    }
    if (duration.toNanosPart() == 0) {
      long seconds = duration.toSeconds();
      if (seconds > 0 && seconds % 86_400 == 0) {
        return seconds / 86_400 + "d";
      }
      if (seconds > 0 && seconds % 3_600 == 0) {
        return seconds / 3_600 + "h";
      }
      return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
    if (duration.toNanosPart() % 1_000_000 == 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toNanosPart() % 1_000 == 0
        ? duration.toNanos() / 1_000 + "us"
        : duration.toNanos() + "ns";
  }

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    name(units, Duration.ofNanos(1), "ns", "nanosecond", "nanoseconds");
    name(units, Duration.ofNanos(1_000), "us", "microsecond", "microseconds");
    name(units, Duration.ofMillis(1), "ms", "millisecond", "milliseconds");
    name(units, Duration.ofSeconds(1), "s", "second", "seconds");
    name(units, Duration.ofMinutes(1), "m", "min", "mins", "minute", "minutes");
    name(units, Duration.ofHours(1), "h", "hour", "hours");
    name(units, Duration.ofDays(1), "d", "day", "days");
    return Map.copyOf(units);
  }

  private static void name(Map<String, Duration> units, Duration unit, String... names) {
    for (String name : names) {
      units.put(name, unit);
    }
  }
}
