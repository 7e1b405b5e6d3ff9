/**
 * What happened, told to whoever listens: notification, metrics and live views hang on the {@link
 * epoch.server.event.Events} bus; the way of a run does not know them.
 */
@NullMarked
package epoch.server.event;

import org.jspecify.annotations.NullMarked;
