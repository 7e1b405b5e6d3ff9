/** Who changed what. */
@NullMarked
package epoch.desktop.audit;

import org.jspecify.annotations.NullMarked;
