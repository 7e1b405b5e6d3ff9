/**
 * When calendars are closed, and what that makes of fire times. Closures are pure: two nodes, or
 * one before and after a restart, agree about every moment.
 */
@NullMarked
package epoch.server.calendar;

import org.jspecify.annotations.NullMarked;
