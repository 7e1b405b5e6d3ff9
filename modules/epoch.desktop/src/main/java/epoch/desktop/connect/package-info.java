/** The way into a cluster. */
@NullMarked
package epoch.desktop.connect;

import org.jspecify.annotations.NullMarked;
