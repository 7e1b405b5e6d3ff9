package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pause in which fire times were skipped.
 *
 * @param by who paused the topology
 * @param since since when
 * @param until until when, as far as fire times are accounted for; null while it goes on
 * @param reason why; null if nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pausing(
    @Nullable String by,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String reason) {
  /** A pause up to some moment. */
  public static Pausing of(Pause pause, Instant until) {
    return new Pausing(pause.by(), pause.at(), until, pause.reason());
  }

  /** A pause that goes on. */
  public static Pausing going(Pause pause) {
    return new Pausing(pause.by(), pause.at(), null, pause.reason());
  }

  /** Whether this is a part of the pause. */
  public boolean isOf(@Nullable Pause pause) {
    return pause != null && same(this, going(pause));
  }

  /** Whether two are parts of one pause. */
  static boolean same(@Nullable Pausing one, @Nullable Pausing other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return Objects.equals(one.since, other.since) && Objects.equals(one.by, other.by);
  }
}
