/** Every action and topology by name. */
@NullMarked
package epoch.desktop.palette;

import org.jspecify.annotations.NullMarked;
