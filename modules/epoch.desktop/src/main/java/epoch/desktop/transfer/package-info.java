/** Import and export. */
@NullMarked
package epoch.desktop.transfer;

import org.jspecify.annotations.NullMarked;
