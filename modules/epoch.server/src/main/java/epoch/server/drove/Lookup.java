package epoch.server.drove;

import epoch.api.drove.TaskInfo;

/** What Drove says of one task. */
public sealed interface Lookup {

  /** Drove knows it. */
  record Found(TaskInfo info) implements Lookup {}

  /**
   * Drove, answering as leader, does not know it. Right after a create or a failover of Drove that
   * proves nothing.
   */
  record Absent() implements Lookup {}

  /** Drove could not be asked, or its answer could not be understood. */
  record Unavailable(String reason) implements Lookup {}
}
