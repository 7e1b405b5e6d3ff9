package epoch.server.leader;

import epoch.server.store.Heartbeat;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who led before, as far as the new leader can tell. Epoch 1.14 takes no token, so that it leads
 * without a trace there.
 *
 * @param lastFirst who stood first in the election before us; empty if we saw nobody
 * @param lastHolder the member id of the last leader that took the token; empty if nobody ever did
 */
record Predecessor(Optional<URI> lastFirst, String lastHolder) {
  /** Longer than a hand-over takes, shorter than anyone needs to bring up 1.14 instead. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  /**
   * Whether Epoch 1.14 may have led since the last leader of ours, so that it is worth to look for
   * what it did.
   *
   * @param pulse the last sign of life of a leader of ours
   */
  boolean mayBeForeign(Optional<Heartbeat> pulse, Instant now) {
    return pulse.isEmpty()
        || Duration.between(pulse.get().time(), now).compareTo(UNSEEN) > 0
        // That one took the token, and did not get as far as to lead.
        || !pulse.get().leader().equals(lastHolder)
        || lastFirst.filter(first -> !first.toString().equals(lastHolder)).isPresent();
  }
}
