package epoch.server.run;

import epoch.api.drove.TaskSpec;
import epoch.api.run.Run;
import epoch.api.template.Values;
import epoch.api.topology.ContainerTask;
import epoch.server.store.Attempt;
import java.time.ZoneId;
import java.util.LinkedHashMap;

/** What the container of a task is told: its variables, and what templates in it stand for. */
final class JobContract {
  private final LiveRun live;
  private final String appName;
  private final ZoneId zone;
  private final Deadlines deadlines;

  /**
   * @param zone in which templates of the topology tell time
   */
  JobContract(LiveRun live, String appName, ZoneId zone, Deadlines deadlines) {
    this.live = live;
    this.appName = appName;
    this.zone = zone;
    this.deadlines = deadlines;
  }

  /** The task as Drove is to create it now. */
  TaskSpec spec(ContainerTask task, Attempt attempt) {
    String name = TaskNames.of(task);
    Run run = live.run();
    var env = new LinkedHashMap<String, String>();
    env.put("EPOCH_TOPOLOGY", run.topologyId());
    env.put("EPOCH_RUN_ID", run.runId());
    env.put(TaskNames.RUN_UID, live.active().uid());
    env.put(TaskNames.INSTALLATION, live.installation());
    env.put("EPOCH_TASK", name);
    env.put("EPOCH_ATTEMPT", Integer.toString(attempt.number()));
    run.moment().ifPresent(time -> env.put("EPOCH_FIRE_TIME", time.toString()));
    if (live.active().lastSuccess() != null) {
      env.put("EPOCH_LAST_SUCCESS", live.active().lastSuccess().toString());
    }
    deadlines.of(task).ifPresent(time -> env.put("EPOCH_DEADLINE", time.toString()));
    return TaskSpec.of(appName, live.task(name).taskId(), task, env).filled(values(name, attempt));
  }

  private Values values(String name, Attempt attempt) {
    Run run = live.run();
    return new Values(
        run.topologyId(),
        run.runId(),
        name,
        attempt.number(),
        run.moment().orElse(run.created()),
        live.active().lastSuccess(),
        zone);
  }
}
