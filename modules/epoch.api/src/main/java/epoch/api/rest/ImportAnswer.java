package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * What became of an import.
 *
 * @param dryRun whether it was only told and not done
 * @param mode how existing ones were treated
 * @param results one for each calendar and topology, calendars first
 */
public record ImportAnswer(boolean dryRun, ImportMode mode, List<Result> results) {
  public ImportAnswer {
    results = Frozen.listOrEmpty(results);
  }

  /** What a document holds. */
  public enum Kind {
    TOPOLOGY,
    CALENDAR
  }

  /** What was done about one of them. */
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
   * What became of one topology, or one calendar.
   *
   * @param id its name
   * @param kind which of the two it is
   * @param action what was done, or would be
   * @param problems why it was refused
   * @param difference what it changes
   */
  public record Result(
      String id, Kind kind, Action action, List<String> problems, List<Difference> difference) {
    public Result {
      kind = Objects.requireNonNullElse(kind, Kind.TOPOLOGY);
      problems = Frozen.listOrEmpty(problems);
      difference = Frozen.listOrEmpty(difference);
    }

    /** What became of a topology. */
    public Result(String id, Action action, List<String> problems, List<Difference> difference) {
      this(id, Kind.TOPOLOGY, action, problems, difference);
    }

    /** Its name, for people, with what it is where that is no topology. */
    public String words() {
      return kind == Kind.CALENDAR ? "calendar " + id : id;
    }
  }
}
