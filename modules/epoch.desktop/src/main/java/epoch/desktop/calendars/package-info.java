/** When topologies that say so do not fire, and how many of a group run at once. */
@NullMarked
package epoch.desktop.calendars;

import org.jspecify.annotations.NullMarked;
