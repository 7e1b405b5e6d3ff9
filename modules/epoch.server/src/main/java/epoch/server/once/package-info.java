/**
 * Requests that carry a key, and are therefore carried out once however often they come: {@link
 * epoch.server.once.Requests}.
 */
@NullMarked
package epoch.server.once;

import org.jspecify.annotations.NullMarked;
