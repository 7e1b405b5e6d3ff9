package epoch.api.template;

import epoch.api.json.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places in double braces.
 *
 * <ul>
 *   <li>{@code {{topology}}}, {@code {{runId}}}, {@code {{task}}}, {@code {{attempt}}}
 *   <li>{@code {{fireTime}}} and {@code {{lastSuccess}}}: ISO 8601 in UTC; with a pattern of {@link
 *       DateTimeFormatter} in the topology's zone, {@code {{fireTime:yyyy-MM-dd}}}, or in another,
 *       {@code {{fireTime:yyyy-MM-dd|UTC}}}; and earlier or later by a duration, {@code
 *       {{fireTime-1d:yyyy-MM-dd}}}, where days are days on the wall. What there is not is empty.
 *   <li>Four opening braces stand for two of them.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Template {
  /** How a place begins. */
  private static final String OPEN = "{{";

  private static final String CLOSE = "}}";

  /** Stands for a literal {@link #OPEN}. */
  private static final String LITERAL = "{{{{";

  private static final Pattern PLACE =
      Pattern.compile(
          "\\s*(?<name>[A-Za-z]+)\\s*(?:(?<sign>[+-])\\s*(?<shift>[0-9]+\\s*[a-z]+)\\s*)?"
              + "(?::(?<pattern>[^|]*))?(?:\\|\\s*(?<zone>[^|]+?)\\s*)?");

  /** In which a day has as many hours as the zone gives it. */
  private static final Pattern DAYS = Pattern.compile("[0-9]+\\s*d(ays?)?");

  private static final long FARTHEST_DAYS = 36_600;

  private static final String KNOWN =
      "topology, runId, task, attempt, fireTime, lastSuccess; write {{{{ for two braces";

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A piece of the text. */
  private sealed interface Part {
    String fill(Values values);
  }

  private record Text(String text) implements Part {
    @Override
    public String fill(Values values) {
      return text;
    }
  }

  private record Name(Which which) implements Part {
    @Override
    public String fill(Values values) {
      return switch (which) {
        case TOPOLOGY -> values.topology();
        case RUN_ID -> values.runId();
        case TASK -> values.task();
        case ATTEMPT -> Integer.toString(values.attempt());
      };
    }
  }

  private enum Which {
    TOPOLOGY,
    RUN_ID,
    TASK,
    ATTEMPT
  }

  private record Moment(
      boolean fireTime,
      long days,
      Duration shift,
      @Nullable DateTimeFormatter format,
      @Nullable ZoneId zone)
      implements Part {
    @Override
    public String fill(Values values) {
      Instant moment = fireTime ? values.fireTime() : values.lastSuccess();
      if (moment == null) {
        return "";
      }
      ZonedDateTime there =
          moment.atZone(zone == null ? values.zone() : zone).plusDays(days).plus(shift);
      if (format != null) {
        return format.format(there);
      }
      return zone == null
          ? there.toInstant().toString()
          : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there.truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** Whether a text has anything that a template could be. */
  public static boolean isOne(String text) {
    return text.contains(OPEN);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with a message for people if a place is not one of those known
   */
  public static Template parse(String text) {
    var parts = new ArrayList<Part>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      parts.add(new Text(text.substring(at, open)));
      if (text.startsWith(LITERAL, open)) {
        parts.add(new Text(OPEN));
        at = open + LITERAL.length();
        continue;
      }
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new IllegalArgumentException(
            "\"" + text.substring(open) + "\" has no }}; write {{{{ for two braces");
      }
      parts.add(place(text.substring(open + OPEN.length(), close)));
      at = close + CLOSE.length();
    }
    parts.add(new Text(text.substring(at)));
    return new Template(parts);
  }

  private static Part place(String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      throw unknown(text);
    }
    return switch (place.group("name")) {
      case "topology" -> name(Which.TOPOLOGY, place);
      case "runId" -> name(Which.RUN_ID, place);
      case "task" -> name(Which.TASK, place);
      case "attempt" -> name(Which.ATTEMPT, place);
      case "fireTime" -> moment(true, place);
      case "lastSuccess" -> moment(false, place);
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("{{" + text + "}} is not known; known are " + KNOWN);
  }

  private static Part name(Which which, Matcher place) {
    if (place.end("name") < place.group().stripTrailing().length()) {
      throw new IllegalArgumentException(
          "{{" + place.group() + "}} is no time, and has no pattern, zone or shift");
    }
    return new Name(which);
  }

  private static Part moment(boolean fireTime, Matcher place) {
    String text = place.group("shift");
    Duration shift = text == null ? Duration.ZERO : Durations.parse(text);
    if (shift.toDays() > FARTHEST_DAYS) {
      throw new IllegalArgumentException("{{" + place.group() + "}} is more than a century away");
    }
    shift = "-".equals(place.group("sign")) ? shift.negated() : shift;
    boolean days = text != null && DAYS.matcher(text).matches();
    return new Moment(
        fireTime,
        days ? shift.toDays() : 0,
        days ? Duration.ZERO : shift,
        format(place),
        zone(place));
  }

  private static @Nullable DateTimeFormatter format(Matcher place) {
    String pattern = place.group("pattern");
    if (pattern == null) {
      return null;
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern.strip(), Locale.ENGLISH);
      if (format.format(Instant.EPOCH.atZone(ZoneId.of("UTC"))).isEmpty()) {
        throw new IllegalArgumentException("it is empty");
      }
      return format;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "{{" + place.group() + "}} has no pattern of dates such as yyyy-MM-dd: " + e.getMessage(),
          e);
    }
  }

  private static @Nullable ZoneId zone(Matcher place) {
    String zone = place.group("zone");
    if (zone == null) {
      return null;
    }
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new IllegalArgumentException(
          "{{" + place.group() + "}} has no time zone; write an IANA name such as Europe/Berlin");
    }
    return ZoneId.of(zone);
  }

  /** The text with its places filled in. */
  public String fill(Values values) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.fill(values)));
    return text.toString();
  }

  /**
   * The same of a text that was never looked at: what cannot be understood stays as it is, for
   * Epoch 1.14 knew no templates.
   */
  public static String fillIfPossible(String text, Values values) {
    if (!isOne(text)) {
      return text;
    }
    try {
      return parse(text).fill(values);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException noTemplate) {
      return text;
    }
  }
}
