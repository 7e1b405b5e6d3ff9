package epoch.server.operations;

import epoch.api.rest.FailoverReport;
import epoch.api.rest.HoldState;
import java.util.List;

/**
 * Stops the world and lets it go on. Blocks; throws {@link Refusal}; safe for use by several
 * threads.
 */
public interface Control {
  /** Whether the world stands still; from memory. */
  HoldState state();

  /** Nothing fires and nothing is created from now on; no fire time is lost. */
  HoldState hold(String reason, Caller by) throws InterruptedException;

  /**
   * The world goes on.
   *
   * @param heldFires what becomes of the fire times that were held back: RUN, LATEST, SKIP
   */
  HoldState release(String heldFires, Caller by) throws InterruptedException;

  /** Gives leadership away; another node leads next, if there is one. */
  void stepDown(Caller by) throws InterruptedException;

  /** The last failovers, the latest first. */
  List<FailoverReport> failovers() throws InterruptedException;
}
