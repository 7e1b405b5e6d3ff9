package epoch.server.store.zookeeper;

/**
 * What a znode held when it was read.
 *
 * @param data its bytes; the array is not copied and must not be changed
 * @param version its data version
 * @param mtime ZooKeeper's time of its last change, epoch milliseconds
 * @param owner the session that an ephemeral node belongs to, 0 for others
 * @param children how many children it has
 */
public record Node(byte[] data, int version, long mtime, long owner, int children) {}
