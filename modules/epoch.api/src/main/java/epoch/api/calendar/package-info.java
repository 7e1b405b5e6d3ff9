/** Calendars: when topologies that name them do not fire. */
@NullMarked
package epoch.api.calendar;

import org.jspecify.annotations.NullMarked;
