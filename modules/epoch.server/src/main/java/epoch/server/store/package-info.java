/**
 * What Epoch keeps, and how it is changed: {@link epoch.server.store.Store} reads everything when a
 * node takes leadership; every write is one {@link epoch.server.store.Change}, a transaction in
 * ZooKeeper that only the leader can commit.
 */
@NullMarked
package epoch.server.store;

import org.jspecify.annotations.NullMarked;
