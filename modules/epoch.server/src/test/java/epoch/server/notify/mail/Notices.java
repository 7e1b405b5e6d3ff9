package epoch.server.notify.mail;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.notify.Notice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to write about. */
final class Notices {
  static final Instant END = Instant.parse("2026-11-24T05:02:06Z");
  private static final String RUN = "ESR-2026-11-24-05-00-00-000";

  private Notices() {}

  static Notice of(Topology topology, Run run) {
    return new Notice(List.of("oncall@example.com"), topology, run);
  }

  static Notice to(String... addresses) {
    return new Notice(List.of(addresses), topology(null), failed());
  }

  static Notice about(String topologyId) {
    return of(topology(null), failed(topologyId));
  }

  static Topology topology(String zone) {
    return Topology.of(
        "billing",
        CompositeTask.of(List.of(), CompositionType.ALL),
        CronTrigger.of("0 0 * * * ?", zone));
  }

  static Run failed() {
    return failed("billing");
  }

  static Run failed(String topologyId) {
    String reason = "exit code 3 – größer als null";
    var tasks = new LinkedHashMap<String, TaskRun>();
    tasks.put(
        "work",
        new TaskRun(
            "billing-" + RUN + "-work-a2",
            TaskState.FAILED,
            "billing-" + RUN + "-work-a2",
            reason,
            2,
            Instant.parse("2026-11-24T05:00:03Z"),
            Instant.parse("2026-11-24T05:02:05Z"),
            null,
            Map.of()));
    tasks.put("report", TaskRun.pending("billing-" + RUN + "-report"));
    return new Run(
        topologyId,
        RUN,
        RunState.FAILED,
        "work failed: " + reason,
        tasks,
        RunType.SCHEDULED,
        Instant.parse("2026-11-24T05:00:01Z"),
        END,
        Instant.parse("2026-11-24T05:00:00Z"),
        Map.of());
  }
}
