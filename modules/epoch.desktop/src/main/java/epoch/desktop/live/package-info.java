/** What happens now. */
@NullMarked
package epoch.desktop.live;

import org.jspecify.annotations.NullMarked;
