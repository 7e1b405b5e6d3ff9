package epoch.server.event;

import epoch.api.rest.CalendarDetails;
import epoch.api.rest.HoldState;
import epoch.api.run.Run;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import java.time.Duration;
import java.time.Instant;

/** Something that happened and is durable. */
public sealed interface Event {
  /** A topology was created or changed. */
  record TopologyChanged(TopologyDetails details) implements Event {}

  /** A topology is gone with all that belonged to it. */
  record TopologyRemoved(String id) implements Event {}

  /**
   * A fire time was accounted for with a run.
   *
   * @param run the run, {@code SKIPPED} if it was not to be
   * @param lateness how long after its fire time
   * @param caughtUp whether nobody had led when it was due
   */
  record Fired(Run run, Instant fireTime, Duration lateness, boolean caughtUp) implements Event {}

  /**
   * Fire times were accounted for without a run.
   *
   * @param verdict what became of them, in the ledger's words
   * @param reason why
   * @param until the last of them
   * @param count how many there were
   */
  record PassedOver(String topologyId, String verdict, String reason, Instant until, long count)
      implements Event {}

  /** A run began, went on or was repaired. */
  record RunChanged(Run run) implements Event {}

  /**
   * A run ended.
   *
   * @param topology what the run walked
   */
  record RunEnded(Run run, Topology topology) implements Event {}

  /** A calendar was created or changed: it may be closed at other times now. */
  record CalendarChanged(CalendarDetails details) implements Event {}

  /** A calendar was deleted. */
  record CalendarRemoved(String name) implements Event {}

  /** The world stands still, or goes on. */
  record HoldChanged(HoldState state) implements Event {}
}
