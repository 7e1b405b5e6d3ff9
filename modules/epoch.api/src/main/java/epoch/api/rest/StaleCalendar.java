package epoch.api.rest;

import epoch.api.calendar.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a change of a calendar that was refused (412) because somebody else had changed it
 * meanwhile.
 *
 * @param current the calendar as it is now
 * @param yours what was to be stored; absent at a deletion
 * @param revision the number of the version that is current
 */
public record StaleCalendar(Calendar current, @Nullable Calendar yours, int revision) {}
