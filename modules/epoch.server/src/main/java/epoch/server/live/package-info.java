/**
 * What happens under this leadership, kept for a while in the form in which it is sent, so that
 * readers who come back can go on: {@link epoch.server.live.Feed}.
 */
@NullMarked
package epoch.server.live;

import org.jspecify.annotations.NullMarked;
