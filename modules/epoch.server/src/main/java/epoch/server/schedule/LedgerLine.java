package epoch.server.schedule;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.server.store.Pausing;
import epoch.server.store.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a fire time.
 *
 * @param entry as in the ledger
 * @param pausing the pause in which it was skipped; null if it was not
 */
public record LedgerLine(LedgerEntry entry, @Nullable Pausing pausing) {
  /** Whether a run before it stood in the way. */
  public boolean isForOverlap() {
    return Firing.isObstacle(entry.reason());
  }

  /** The same, so late. */
  LedgerLine late(long millis) {
    return new LedgerLine(
        new LedgerEntry(entry.time(), entry.verdict(), entry.reason(), entry.runId(), millis),
        pausing);
  }

  /** A run was committed for the fire time, waited, and did not begin. */
  private LedgerLine skipped(@Nullable String reason) {
    return new LedgerLine(
        new LedgerEntry(
            entry.time(), Verdict.SKIPPED.name(), reason, entry.runId(), entry.lateness()),
        pausing);
  }

  private LedgerLine named(String runId) {
    return new LedgerLine(
        new LedgerEntry(entry.time(), entry.verdict(), entry.reason(), runId, entry.lateness()),
        pausing);
  }

  /** The same, as far as its run tells more. */
  LedgerLine of(Run run) {
    LedgerLine named = named(run.runId());
    LedgerLine told =
        run.state() == RunState.SKIPPED && !Verdict.SKIPPED.name().equals(entry.verdict())
            ? named.skipped(run.message())
            : named;
    Instant fireTime = run.fireTime();
    return fireTime == null || entry.lateness() != null
        ? told
        : told.late(Duration.between(fireTime, run.created()).toMillis());
  }
}
