package epoch.server.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Says times as a person would who looks at a moment: of the same day without the date.
 *
 * @param zone in which to tell them
 * @param near the moment whose day needs no date
 */
record Times(ZoneId zone, Instant near) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Such as {@code 02:30}, or {@code 02:30 on Sat 24 Oct 2026}. */
  String at(Instant time) {
    ZonedDateTime local = time.atZone(zone).truncatedTo(ChronoUnit.SECONDS);
    String clock = (local.getSecond() == 0 ? MINUTES : SECONDS).format(local);
    return local.toLocalDate().equals(near.atZone(zone).toLocalDate())
        ? clock
        : clock + " on " + DAY.format(local);
  }

  /** As {@link #at}, to the minute, for what need not be told to the second. */
  String about(Instant time) {
    return at(time.truncatedTo(ChronoUnit.MINUTES));
  }

  /** Such as {@code 4 min 12 s}: two units at most. */
  static String lasting(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds == 0 ? "less than a second" : seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    if (seconds < 86_400) {
      return "%d h %02d min".formatted(seconds / 3_600, seconds / 60 % 60);
    }
    return "%d d %02d h".formatted(seconds / 86_400, seconds / 3_600 % 24);
  }
}
