/**
 * All topologies as the leader has them in memory. {@link epoch.server.catalog.Entry} is one of
 * them, with the lock under which everything about its fire times happens.
 */
@NullMarked
package epoch.server.catalog;

import org.jspecify.annotations.NullMarked;
