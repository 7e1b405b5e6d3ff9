package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;

/**
 * What became of an import.
 *
 * @param dryRun whether it was only told and not done
 * @param mode how existing ones were treated
 * @param results one for each topology
 */
public record ImportAnswer(boolean dryRun, ImportMode mode, List<Result> results) {
  public ImportAnswer {
    results = Frozen.listOrEmpty(results);
  }

  /** What was done about a topology. */
  public enum Action {
    /** It is new. */
    CREATE,
    /** It was edited, paused or resumed. */
    UPDATE,
    /** It was as the document says. */
    UNCHANGED,
    /** The document does not name it. */
    DELETE,
    /** It could not be taken; nothing of it was changed. */
    REFUSED
  }

  /**
   * What became of one topology.
   *
   * @param id the topology
   * @param action what was done, or would be
   * @param problems why it was refused
   * @param difference what it changes
   */
  public record Result(
      String id, Action action, List<String> problems, List<Difference> difference) {
    public Result {
      problems = Frozen.listOrEmpty(problems);
      difference = Frozen.listOrEmpty(difference);
    }
  }
}
