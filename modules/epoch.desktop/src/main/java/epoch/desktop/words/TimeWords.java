package epoch.desktop.words;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and durations in words, in the operator's zone. */
public final class TimeWords {

  private static final DateTimeFormatter CLOCK = format("HH:mm");
  private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
  private static final DateTimeFormatter WEEKDAY = format("EEE HH:mm");
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter YEAR = format("d MMM yyyy");
  private static final DateTimeFormatter FULL = format("EEE d MMM yyyy HH:mm:ss VV");

  private final ZoneId zone;

  /** In that zone. */
  public TimeWords(ZoneId zone) {
    this.zone = zone;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** The operator's zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Such as {@code 6 h ago · 03:00}; a time in the future is said as a point in time alone. */
  public String past(Instant time, Instant now) {
    return time.isAfter(now) ? point(time, now) : ago(time, now) + " · " + point(time, now);
  }

  /** As {@link #past} or {@link #next}, whichever it is. */
  public String around(Instant time, Instant now) {
    return time.isAfter(now) ? next(time, now) : past(time, now);
  }

  /** Such as {@code 1 d 19 h ago}. */
  public static String ago(Instant time, Instant now) {
    return span(Duration.between(time, now)) + " ago";
  }

  /** Such as {@code in 12 min · 02:30}; {@code 4 min late · 02:14} where it has passed. */
  public String next(Instant time, Instant now) {
    return time.isBefore(now)
        ? span(Duration.between(time, now)) + " late · " + point(time, now)
        : "in " + span(Duration.between(now, time)) + " · " + point(time, now);
  }

  /** The day only as far as it is needed: {@code 03:00}, {@code Fri 03:00}, {@code 1 Nov}. */
  public String point(Instant time, Instant now) {
    ZonedDateTime there = time.atZone(zone);
    ZonedDateTime here = now.atZone(zone);
    if (there.toLocalDate().equals(here.toLocalDate())) {
      return CLOCK.format(there);
    }
    if (Duration.between(time, now).abs().toDays() < 6) {
      return WEEKDAY.format(there);
    }
    return (there.getYear() == here.getYear() ? DAY : YEAR).format(there);
  }

  /** As {@link #point}, but always with the time of day: {@code 1 Nov 06:00}. */
  public String when(Instant time, Instant now) {
    String day = point(time, now);
    return day.indexOf(':') < 0 ? day + " " + CLOCK.format(time.atZone(zone)) : day;
  }

  /** The next full hour that the operator's wall shows. */
  public Instant nextHour(Instant now) {
    return now.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
  }

  /** The time of day with seconds. */
  public String clock(Instant time) {
    return SECONDS.format(time.atZone(zone));
  }

  /** As {@link #clock}; as {@link #point} if it is longer ago than that says. */
  public String moment(Instant time, Instant now) {
    return Duration.between(time, now).abs().toHours() < 12 ? clock(time) : point(time, now);
  }

  /** Date, time and zone, and the same in UTC. */
  public String full(Instant time) {
    return FULL.format(time.atZone(zone)) + "\n" + time + " (UTC)";
  }

  /** Such as {@code 12 min}. */
  public static String span(Instant from, Instant to) {
    return span(Duration.between(from, to));
  }

  /** Two units at most; minutes drop from 6 h on, hours from 7 d on. */
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 60) {
      return seconds + " s";
    }
    if (hours == 0) {
      return minutes + " min";
    }
    if (hours < 6) {
      return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
    }
    if (days == 0) {
      return hours + " h";
    }
    return days < 7 && hours % 24 != 0 ? days + " d " + hours % 24 + " h" : days + " d";
  }

  /** Milliseconds as they are below a second, and as {@link #duration} above. */
  public static String millis(long millis) {
    return millis < 1_000 ? millis + " ms" : duration(Duration.ofMillis(millis));
  }

  /** How long something took: {@code 38 s}, {@code 4 min 12 s}, {@code 1 h 07 min}. */
  public static String duration(Duration took) {
    long seconds = Math.max(0, took.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
