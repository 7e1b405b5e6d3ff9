/** What the schedules will ask for. */
@NullMarked
package epoch.desktop.forecast;

import org.jspecify.annotations.NullMarked;
