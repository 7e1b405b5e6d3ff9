/** The cluster itself: members, hold and release, failovers. */
@NullMarked
package epoch.desktop.control;

import org.jspecify.annotations.NullMarked;
