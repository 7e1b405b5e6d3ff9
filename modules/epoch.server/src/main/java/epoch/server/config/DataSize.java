package epoch.server.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data.
 *
 * @param bytes how much, in bytes
 */
public record DataSize(long bytes) {

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(\\d{1,9})\\s*(B|bytes?|[KMG]i?B|(kilo|mega|giga|kibi|mebi|gibi)bytes?)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads a size such as {@code 50MB} or {@code 10 megabytes}; kilo, mega and giga are powers of
   * 1024 here.
   *
   * @throws IllegalArgumentException with a message for people if the text is no size
   */
  static DataSize parse(String text) {
    Matcher parts = GRAMMAR.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a size; write a number and a unit, such as 512KB, 50MB, 1GB");
    }
    int shift =
        switch (parts.group(2).toUpperCase(Locale.ROOT).charAt(0)) {
          case 'K' -> 10;
          case 'M' -> 20;
          case 'G' -> 30;
          default -> 0;
        };
    return new DataSize(Long.parseLong(parts.group(1)) << shift);
  }
}
