/**
 * The machine that tries to break the promises of {@code docs/guarantees.md}: processes of the
 * built image under load, faults from a seed ({@link epoch.chaos.Fault}), and a checker that
 * compares what should have fired with the ledger, the runs, and the tasks that really started
 * ({@link epoch.chaos.Checker}).
 */
@NullMarked
package epoch.chaos;

import org.jspecify.annotations.NullMarked;
