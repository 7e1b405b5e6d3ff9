/** Telling the operator what was subscribed to. */
@NullMarked
package epoch.desktop.notices;

import org.jspecify.annotations.NullMarked;
