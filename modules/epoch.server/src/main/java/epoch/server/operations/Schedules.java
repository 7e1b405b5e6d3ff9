package epoch.server.operations;

import epoch.api.rest.Forecast;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.Why;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What schedules mean, will ask for, and why they did what they did. Throws {@link Refusal}; safe
 * for use by several threads.
 */
public interface Schedules {
  /** When a trigger would fire; from memory. */
  SchedulePreview preview(PreviewRequest request);

  /**
   * What the schedules will ask for in {@code [from, to)}.
   *
   * @param from null for now
   * @param to null for 24 hours after the begin
   * @param bucket null for a 48th of the window
   */
  Forecast forecast(@Nullable Instant from, @Nullable Instant to, @Nullable Duration bucket);

  /**
   * What became of a fire time; blocks.
   *
   * @param at null for the last one that was expected
   */
  Why why(String topologyId, @Nullable Instant at) throws InterruptedException;
}
