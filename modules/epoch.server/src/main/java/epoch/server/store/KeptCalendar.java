package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.calendar.Calendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A calendar: the node {@code /cluster/calendars/{name}}.
 *
 * @param calendar what it says
 * @param revision the number of this version
 * @param author who wrote it
 * @param created when the calendar was created
 * @param updated when this version came into force
 * @param earlier the versions before, in order: fire times of their time are judged by them, also
 *     by a leader that comes later
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeptCalendar(
    Calendar calendar,
    int revision,
    String author,
    Instant created,
    Instant updated,
    List<Earlier> earlier) {
  private static final int MOST_EARLIER = 5;

  /** For longer nobody catches up with what was missed. */
  private static final Duration REMEMBERED = Duration.ofDays(31);

  public KeptCalendar {
    earlier = List.copyOf(Objects.requireNonNullElse(earlier, List.of()));
  }

  /**
   * A version that is in force no more.
   *
   * @param calendar what it said
   * @param until when the next came into force
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Earlier(Calendar calendar, Instant until) {}

  /** The first version. */
  public static KeptCalendar first(Calendar calendar, String author, Instant now) {
    return new KeptCalendar(calendar, 1, author, now, now, List.of());
  }

  /** The version after this. */
  public KeptCalendar next(Calendar changed, String by, Instant now) {
    Instant since = now.isAfter(updated) ? now : updated.plusMillis(1);
    var all = new ArrayList<>(earlier);
    all.add(new Earlier(calendar, since));
    all.removeIf(old -> old.until().isBefore(since.minus(REMEMBERED)));
    List<Earlier> last = all.subList(Math.max(0, all.size() - MOST_EARLIER), all.size());
    return new KeptCalendar(changed, revision + 1, by, created, since, last);
  }
}
