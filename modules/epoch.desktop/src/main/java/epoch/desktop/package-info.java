/** Starts the operator console and wires it. */
@NullMarked
package epoch.desktop;

import org.jspecify.annotations.NullMarked;
