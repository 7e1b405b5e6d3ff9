/**
 * The way of a fire: {@link epoch.server.schedule.Scheduler} is woken, takes all fire times since
 * the cursor, and accounts for each of them in order, with a run or with the reason why not.
 */
@NullMarked
package epoch.server.schedule;

import org.jspecify.annotations.NullMarked;
