package epoch.desktop.place;

import epoch.api.rest.Role;
import java.time.Instant;
import java.util.Optional;

/** Where in a cluster one can be. */
public sealed interface Place {

  /** How the cluster is. */
  record Overview() implements Place {}

  /**
   * All topologies, with one of them in detail if it is named.
   *
   * @param id which, or empty
   */
  record Topologies(String id) implements Place {}

  /** The runs of all topologies. */
  record Runs() implements Place {}

  /**
   * One run.
   *
   * @param topologyId its topology
   * @param runId the run
   */
  record OneRun(String topologyId, String runId) implements Place {}

  /**
   * What became of fire times.
   *
   * @param topologyId of which topology, or empty
   * @param at the fire time one wants to know about
   */
  record Ledger(String topologyId, Optional<Instant> at) implements Place {}

  /** What the schedules will ask for. */
  record Forecast() implements Place {}

  /** Members, hold and release, failovers. */
  record Control() implements Place {}

  /**
   * Who changed what.
   *
   * @param topologyId of which topology, or empty
   */
  record Audit(String topologyId) implements Place {}

  /** What happens now. */
  record Live() implements Place {}

  /**
   * The editor.
   *
   * @param id which topology; empty for a new one
   * @param json what it begins with; empty for what is stored
   */
  record Editor(String id, String json) implements Place {}

  /**
   * Calendars and concurrency groups: what topologies share.
   *
   * @param name which calendar, or empty
   */
  record Calendars(String name) implements Place {}

  /**
   * The editor of calendars.
   *
   * @param name which calendar; empty for a new one
   * @param json what it begins with; empty for what is stored
   */
  record CalendarEditor(String name, String json) implements Place {}

  /** What it is called in the navigation; what is within another has that one's name. */
  default String section() {
    return switch (this) {
      case Overview _ -> "Overview";
      case Topologies _, Editor _ -> "Topologies";
      case Runs _, OneRun _ -> "Runs";
      case Ledger _ -> "Ledger";
      case Calendars _, CalendarEditor _ -> "Calendars";
      case Forecast _ -> "Forecast";
      case Control _ -> "Cluster";
      case Audit _ -> "Audit";
      case Live _ -> "Live";
    };
  }

  /** What one has to be to see it. */
  default Role needs() {
    return switch (this) {
      case CalendarEditor _ -> Role.ADMIN;
      case Audit _, Editor _ -> Role.READ_WRITE;
      case Overview _,
          Topologies _,
          Runs _,
          OneRun _,
          Ledger _,
          Calendars _,
          Forecast _,
          Control _,
          Live _ ->
          Role.READ_ONLY;
    };
  }
}
