package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A task that was killed before Drove was seen to have it: the node {@code /tombstones/{taskId}}.
 * Should it appear after all, its end was asked for, even when its run and its topology are gone.
 *
 * @param uid of the run
 * @param time when its run ended
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tombstone(String taskId, String uid, Instant time) {}
