/** How a cluster is, at one look. */
@NullMarked
package epoch.desktop.overview;

import org.jspecify.annotations.NullMarked;
