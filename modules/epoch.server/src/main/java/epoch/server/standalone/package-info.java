/** The embedded default: everything in one process. */
@NullMarked
package epoch.server.standalone;

import org.jspecify.annotations.NullMarked;
