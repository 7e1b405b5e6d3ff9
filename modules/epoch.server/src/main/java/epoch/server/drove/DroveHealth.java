package epoch.server.drove;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How Drove is doing, as far as Epoch's calls tell.
 *
 * @param lastAnswer when Drove last answered as leader; null if never
 * @param lastFailure when a call last failed; null if never
 * @param lastError what was wrong then
 * @param leader the endpoint that is taken for the leader; null if none is known
 */
public record DroveHealth(
    @Nullable Instant lastAnswer,
    @Nullable Instant lastFailure,
    @Nullable String lastError,
    @Nullable URI leader) {

  /** Whether the last call was answered. */
  public boolean good() {
    return lastAnswer != null && (lastFailure == null || !lastFailure.isAfter(lastAnswer));
  }
}
