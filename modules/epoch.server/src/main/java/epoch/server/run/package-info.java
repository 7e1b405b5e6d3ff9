/**
 * Runs: one virtual thread per active run walks the tasks of its topology in plain, blocking code
 * ({@link epoch.server.run.RunWalker}, {@link epoch.server.run.TaskWalker}). The same code begins a
 * run and resumes it after a failover; it only skips what is recorded. {@link
 * epoch.server.run.ActiveRuns} has them all.
 */
@NullMarked
package epoch.server.run;

import org.jspecify.annotations.NullMarked;
