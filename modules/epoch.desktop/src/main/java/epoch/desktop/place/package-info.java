/** Where in the console one is, and how one came there. */
@NullMarked
package epoch.desktop.place;

import org.jspecify.annotations.NullMarked;
