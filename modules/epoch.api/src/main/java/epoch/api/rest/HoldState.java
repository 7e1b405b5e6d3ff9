package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the world stands still.
 *
 * @param held whether it does
 * @param by who asked for it
 * @param since since when fire times are held back
 * @param reason why
 */
public record HoldState(
    boolean held, @Nullable String by, @Nullable Instant since, @Nullable String reason) {
  /** Nothing is held. */
  public static final HoldState FREE = new HoldState(false, null, null, null);
}
