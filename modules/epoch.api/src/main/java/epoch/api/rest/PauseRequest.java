package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a topology shall not fire, and for how long.
 *
 * @param reason for people
 * @param until when it fires again by itself; absent: when somebody says so
 */
public record PauseRequest(@Nullable String reason, @Nullable Instant until) {
  /** Until somebody says so, for no reason that was told. */
  public static final PauseRequest PLAIN = new PauseRequest(null, null);

  public PauseRequest {
    until = Frozen.time(until);
  }
}
