/**
 * When things fire: {@link epoch.server.timer.FireTimes} says when, {@link
 * epoch.server.timer.Timers} wakes who asked.
 */
@NullMarked
package epoch.server.timer;

import org.jspecify.annotations.NullMarked;
