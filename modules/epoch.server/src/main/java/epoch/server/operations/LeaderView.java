package epoch.server.operations;

import java.net.URI;
import java.util.Optional;

/**
 * Who leads, as this node knows it. Every method answers from memory, never blocks, and is safe for
 * use by several threads.
 */
public interface LeaderView {

  /** What can be asked of this node; empty unless it leads and has loaded its state. */
  Optional<Operations> operations();

  /**
   * The member id of the leader, {@code http://host:port}; empty while nobody leads or it is not
   * known. May be {@link #self()}.
   */
  Optional<URI> leader();

  /** The member id of this node. */
  URI self();
}
