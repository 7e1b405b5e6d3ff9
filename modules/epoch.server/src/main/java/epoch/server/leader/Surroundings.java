package epoch.server.leader;

import epoch.server.drove.Drove;
import epoch.server.drove.DroveSettings;
import epoch.server.event.Events;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.ServerClock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a leader finds when it begins to lead.
 *
 * @param fence its token
 * @param serverClock ZooKeeper's time
 * @param peers the other nodes
 * @param legacyMember a node of version 1.14 that takes part; empty if none does
 * @param settings how it is to lead
 * @param drove where tasks run
 * @param droveSettings how that is asked
 * @param clock the time of day
 * @param events where it tells what happens
 */
record Surroundings(
    Fence fence,
    ServerClock serverClock,
    Peers peers,
    Supplier<Optional<String>> legacyMember,
    TermSettings settings,
    Drove drove,
    DroveSettings droveSettings,
    InstantSource clock,
    Events events) {
  /** The id of this node. */
  String memberId() {
    return peers.self().toString();
  }
}
