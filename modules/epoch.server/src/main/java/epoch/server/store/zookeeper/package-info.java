/**
 * ZooKeeper as the store needs it: calls bound to one session ({@link
 * epoch.server.store.zookeeper.Session}), and writes that only the leader can make ({@link
 * epoch.server.store.zookeeper.FencedWriter}). Knows paths and bytes, nothing of topologies.
 */
@NullMarked
package epoch.server.store.zookeeper;

import org.jspecify.annotations.NullMarked;
