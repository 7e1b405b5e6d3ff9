package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one fire time, explained.
 *
 * @param topologyId the topology
 * @param at the moment that is explained
 * @param verdict as in the ledger; {@code NO_FIRE_TIME} if the trigger does not name the moment
 * @param reason as in the ledger
 * @param sentence the explanation for people, times in the zone of the trigger
 * @param timeZone that zone
 * @param runId the run, where there is one
 */
public record Why(
    String topologyId,
    @Nullable Instant at,
    String verdict,
    @Nullable String reason,
    String sentence,
    String timeZone,
    @Nullable String runId) {}
