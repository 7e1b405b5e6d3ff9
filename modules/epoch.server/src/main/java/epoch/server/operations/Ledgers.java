package epoch.server.operations;

import epoch.api.rest.LedgerPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of fire times. Blocks; throws {@link Refusal}; safe for use by several threads. */
public interface Ledgers {
  /**
   * What became of the fire times of a topology in {@code (from, to]}.
   *
   * @param from null for 24 hours before the end
   * @param to null for now
   * @param limit entries at most; null for as many as are sensible
   */
  LedgerPage read(
      String topologyId, @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit)
      throws InterruptedException;
}
