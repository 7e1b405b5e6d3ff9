/** Which cluster the console speaks to, and as whom. */
@NullMarked
package epoch.desktop.cluster;

import org.jspecify.annotations.NullMarked;
