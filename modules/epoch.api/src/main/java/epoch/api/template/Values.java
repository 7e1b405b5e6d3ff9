package epoch.api.template;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a run fills into templates; the same for all attempts at its tasks, but for their number.
 *
 * @param topology the topology's id
 * @param runId the run's id
 * @param task the task's name
 * @param attempt the number of the attempt, from 1
 * @param fireTime the nominal fire time; of a run that someone asked for, when they did
 * @param lastSuccess the fire time of the last run that succeeded before; null if there is none
 * @param zone the topology's
 */
public record Values(
    String topology,
    String runId,
    String task,
    int attempt,
    Instant fireTime,
    @Nullable Instant lastSuccess,
    ZoneId zone) {}
