/** What states, times, schedules and tasks are called and look like. */
@NullMarked
package epoch.desktop.words;

import org.jspecify.annotations.NullMarked;
