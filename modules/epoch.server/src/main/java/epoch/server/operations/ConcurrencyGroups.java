package epoch.server.operations;

import epoch.api.rest.GroupState;
import java.util.List;

/**
 * Limits that runs of several topologies share. Blocks; throws {@link Refusal}; safe for use by
 * several threads.
 */
public interface ConcurrencyGroups {
  /** The groups that have a limit, or runs, by name; from memory. */
  List<GroupState> list();

  /** A group; one that nobody set a limit for lets one run in at a time. */
  GroupState find(String name);

  /** Sets a limit; whom there is room for then is let in, and nobody is sent away. */
  GroupState limit(String name, int limit, Caller by) throws InterruptedException;

  /** Takes a limit away: one at a time from now on. */
  void remove(String name, Caller by) throws InterruptedException;
}
