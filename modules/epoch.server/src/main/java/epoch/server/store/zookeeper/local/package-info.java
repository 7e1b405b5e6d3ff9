/** A ZooKeeper in this process, for {@code epoch standalone} and for trying things out. */
@NullMarked
package epoch.server.store.zookeeper.local;

import org.jspecify.annotations.NullMarked;
