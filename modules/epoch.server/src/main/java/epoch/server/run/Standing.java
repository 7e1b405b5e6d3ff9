package epoch.server.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Whether this leader knows how a run stands. Of one that an earlier leader began it does not,
 * until Drove was asked about it: it may have ended while nobody led. Thread safe.
 */
final class Standing {
  /** So long others wait to be told: far longer than a look at a Drove that answers takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CompletableFuture<Void> known = new CompletableFuture<>();
  private final Instant patientUntil;

  /**
   * @param since from when on this leader has the run
   */
  Standing(Instant since) {
    this.patientUntil = since.plus(PATIENCE);
  }

  /** The run is known to go on, or to have ended. */
  void know() {
    known.complete(null);
  }

  /** Whether to wait at this moment until more is known. */
  boolean isWorthAWait(Instant now) {
    return !known.isDone() && now.isBefore(patientUntil);
  }

  /** When nobody waits any longer, whatever is known by then. */
  Instant patientUntil() {
    return patientUntil;
  }

  /** Completes when it is known. */
  CompletableFuture<Void> known() {
    return known;
  }
}
