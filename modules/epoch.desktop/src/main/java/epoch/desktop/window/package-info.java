/** The main window and the parts that all views share. */
@NullMarked
package epoch.desktop.window;

import org.jspecify.annotations.NullMarked;
