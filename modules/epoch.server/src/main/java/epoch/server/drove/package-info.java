/**
 * Epoch's side of Drove: the client ({@link epoch.server.drove.Drove}) and the one follower of all
 * tasks ({@link epoch.server.drove.TaskFollower}).
 *
 * <p>Outcomes are values, not exceptions: every call answers a sealed type that says what is
 * certain and what is not.
 */
@NullMarked
package epoch.server.drove;

import org.jspecify.annotations.NullMarked;
