package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment, in JSON as epoch milliseconds, in the field as the operator's wall shows it.
 *
 * @param zone the operator's
 */
public record Moment(ZoneId zone) implements Value {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  @Override
  public String read(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return Values.plain(node);
    }
    Instant moment = Instant.ofEpochMilli(node.asLong());
    LocalDateTime there = LocalDateTime.ofInstant(moment, zone);
    String words = (there.getSecond() == 0 ? MINUTES : SECONDS).format(there);
    // What the wall shows twice, or not so finely, is said in full.
    return parse(words).equals(moment) ? words : moment.toString();
  }

  @Override
  public @Nullable JsonNode write(JsonNode before, String text) {
    return text.isBlank() ? null : Values.number(parse(text.strip()).toEpochMilli());
  }

  private Instant parse(String text) {
    try {
      if (text.indexOf('T') > 0) {
        return OffsetDateTime.parse(text).toInstant();
      }
      DateTimeFormatter format = text.length() > "2026-12-01 08:00".length() ? SECONDS : MINUTES;
      return LocalDateTime.parse(text, format).atZone(zone).toInstant();
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          "write it as 2026-12-01 08:00, or with an offset as 2026-12-01T08:00:00Z");
    }
  }
}
