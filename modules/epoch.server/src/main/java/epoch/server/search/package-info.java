/**
 * Finds topologies and runs in what the leader has in memory: {@link
 * epoch.server.search.SearchService}. A {@link epoch.server.search.Row} is what is known of a
 * topology for that, made anew only when the topology or its schedule has changed.
 */
@NullMarked
package epoch.server.search;

import org.jspecify.annotations.NullMarked;
