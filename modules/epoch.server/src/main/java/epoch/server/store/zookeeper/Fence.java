package epoch.server.store.zookeeper;

import java.util.List;
import org.apache.zookeeper.Op;

/**
 * The proof of leadership that every write carries: the leader epoch still has the version that
 * this leader gave it, and the ephemeral holder node of this leader is still there.
 *
 * @param session the session that took leadership; the fence ends with it
 * @param epochPath the leader epoch's node
 * @param holderPath the ephemeral node below it
 * @param member the data of the holder node: this member's id
 * @param version the epoch's data version since this leader's bump; grows with every leadership
 */
public record Fence(
    Session session, String epochPath, String holderPath, byte[] member, int version) {
  /** The checks that head every transaction. */
  List<Op> checks() {
    return List.of(Op.check(epochPath, version), Op.check(holderPath, -1));
  }
}
