package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do with many topologies, which are named or described.
 *
 * @param action {@code PAUSE}, {@code UNPAUSE}, {@code RUN}, {@code DELETE} or {@code LABEL}
 * @param ids the topologies; absent if a filter describes them
 * @param filter describes the topologies; absent if they are named
 * @param labels for {@code LABEL}: the labels to set; those with null are removed
 * @param reason for {@code PAUSE}: why; for {@code RUN}: the note of the runs
 * @param until for {@code PAUSE}: until when
 * @param dryRun only tell what would be done
 */
public record BulkRequest(
    @Nullable String action,
    @Nullable List<String> ids,
    @Nullable TopologyFilter filter,
    @Nullable Map<String, @Nullable String> labels,
    @Nullable String reason,
    @Nullable Instant until,
    boolean dryRun) {
  public BulkRequest {
    ids = Frozen.list(ids);
    labels = Frozen.map(labels);
    until = Frozen.time(until);
  }
}
