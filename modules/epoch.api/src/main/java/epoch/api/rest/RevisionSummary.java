package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;

/**
 * One version of a topology in a list of them.
 *
 * @param number counts up from 1 with each edit; the {@code ETag} of the topology while it was the
 *     latest
 * @param author who made it
 * @param time when
 * @param changes a line for each field that differs from the version before
 */
public record RevisionSummary(int number, String author, Instant time, List<String> changes) {
  public RevisionSummary {
    changes = Frozen.listOrEmpty(changes);
  }
}
