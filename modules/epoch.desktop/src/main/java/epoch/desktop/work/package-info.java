/** How the console works without ever making its window wait. */
@NullMarked
package epoch.desktop.work;

import org.jspecify.annotations.NullMarked;
