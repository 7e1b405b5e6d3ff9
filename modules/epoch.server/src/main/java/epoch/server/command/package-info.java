/** The {@code epoch} command. */
@NullMarked
package epoch.server.command;

import org.jspecify.annotations.NullMarked;
