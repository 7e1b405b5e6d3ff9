package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.topology.Trigger;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of fire times with one verdict: all of those after the span before it, up to {@code until}.
 * Spans leave no gap and do not overlap, so every fire time has exactly one verdict.
 *
 * @param until the end, included
 * @param verdict what became of the fire times
 * @param reason why, for people; null where the verdict says it all
 * @param trigger what named the fire times; null if the same as in the span before
 * @param pausing the pause in which they were skipped; null if they were not for that
 * @param lateness how late the one fire time of this span was run, milliseconds; null if it was not
 *     late, or there are several
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Span(
    Instant until,
    Verdict verdict,
    @Nullable String reason,
    @Nullable Trigger trigger,
    @Nullable Pausing pausing,
    @Nullable Long lateness) {
  /** Whether a span with this verdict and reason goes on from this one. */
  boolean goesOn(Verdict nextVerdict, @Nullable String nextReason, @Nullable Pausing nextPausing) {
    return verdict == nextVerdict
        && lateness == null
        && Objects.equals(reason, nextReason)
        && Pausing.same(pausing, nextPausing);
  }

  Span until(Instant end) {
    return new Span(end, verdict, reason, trigger, pausing, lateness);
  }

  Span until(Instant end, @Nullable Pausing longer) {
    return new Span(end, verdict, reason, trigger, longer, lateness);
  }

  Span withTrigger(Trigger known) {
    return trigger != null ? this : new Span(until, verdict, reason, known, pausing, lateness);
  }
}
