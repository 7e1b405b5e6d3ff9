package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a bulk request.
 *
 * @param dryRun whether it was only told and not done
 * @param results one for each topology
 */
public record BulkAnswer(boolean dryRun, List<Result> results) {
  public BulkAnswer {
    results = Frozen.listOrEmpty(results);
  }

  /**
   * What became of it for one topology.
   *
   * @param id the topology
   * @param ok whether it is as asked now (or would be)
   * @param changed whether that took a change
   * @param message the new run's id, or why not
   */
  public record Result(String id, boolean ok, boolean changed, @Nullable String message) {}
}
