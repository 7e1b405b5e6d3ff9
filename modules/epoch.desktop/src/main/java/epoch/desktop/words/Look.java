package epoch.desktop.words;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.TopologyState;

/** How a state is shown: a word, a tone and a shape of 16 by 16. */
public enum Look {
  ACTIVE("Active", Tone.OK, Shapes.DOT),
  PAUSED("Paused", Tone.WARN, Shapes.DISC + "M5.5,5H7v6H5.5ZM9,5h1.5v6H9Z"),
  DELETED(
      "Deleted",
      Tone.IDLE,
      Shapes.DISC + "M4.9,3.5a5.5,5.5,0,0,1,7.6,7.6ZM3.5,4.9l7.6,7.6a5.5,5.5,0,0,1-7.6-7.6Z"),
  RUNNING("Running", Tone.RUN, Shapes.RING + "M6.3,4.9v6.2L11.3,8Z"),
  SUCCESSFUL("Successful", Tone.OK, Shapes.DISC + Shapes.CHECK),
  COMPLETED("Completed", Tone.OK, Shapes.RING + Shapes.CHECK),
  FAILED(
      "Failed",
      Tone.BAD,
      "M3,1.5h10A1.5,1.5,0,0,1,14.5,3v10a1.5,1.5,0,0,1-1.5,1.5H3A1.5,1.5,0,0,1,1.5,13V3A1.5,1.5,0,0,1,"
          + "3,1.5Zm2.6,3L4.5,5.6,6.9,8l-2.4,2.4,1.1,1.1L8,9.1l2.4,2.4,1.1-1.1L9.1,8l2.4-2.4-1.1-1.1L8,6.9Z"),
  SKIPPED("Skipped", Tone.IDLE, "M2,3.5L7,8l-5,4.5Zm5.5,0L12.5,8l-5,4.5Zm5.5,0h1.5v9H13Z"),
  PENDING("Pending", Tone.IDLE, Shapes.DOTS),
  WAITING("Waiting", Tone.IDLE, Shapes.DOTS),
  STARTING("Starting", Tone.RUN, Shapes.DISC + "m0,1.5v11a5.5,5.5,0,0,1,0-11Z"),
  CANCELLED("Cancelled", Tone.IDLE, Shapes.RING + "M4.8,7.25v1.5h6.4v-1.5Z"),
  UNKNOWN(
      "Unknown",
      Tone.ODD,
      Shapes.RING
          + "M7.25,10.2h1.5v1.5h-1.5Zm0-.9c0-2,1.7-1.8,1.7-3,0-.6-.4-.9-.95-.9-.6,0-1,.4-1.05,1.1H5.5"
          + "C5.55,4.95,6.6,4,8,4c1.45,0,2.45,.85,2.45,2.15,0,1.85-1.7,1.95-1.7,3.15Z"),
  MISSED(
      "Missed",
      Tone.WARN,
      "M8,.6L15.4,8,8,15.4,.6,8Zm0,2.1L2.7,8,8,13.3,13.3,8ZM7.25,4.8h1.5v4h-1.5Zm0,4.9h1.5v1.5h-1.5Z"),
  CAUGHT_UP("Caught up", Tone.OK, Shapes.RING + "M7.25,4.2v4.3l3.1,1.9,.8-1.3L8.75,7.7V4.2Z"),
  RAN("Ran", Tone.OK, Shapes.RING + Shapes.CHECK),
  HELD("Held", Tone.WARN, Shapes.STOP),
  OPEN("Open", Tone.OK, Shapes.DOT),
  CLOSED("Closed", Tone.WARN, Shapes.STOP),
  PLANNED("Planned", Tone.IDLE, Shapes.DOTS),
  LATE("Late", Tone.WARN, Shapes.RING + "M7.25,4.2v4.3l3.1,1.9,.8-1.3L8.75,7.7V4.2Z");

  private final String word;
  private final Tone tone;
  private final String path;

  Look(String word, Tone tone, String path) {
    this.word = word;
    this.tone = tone;
    this.path = path;
  }

  /** What it is called. */
  public String word() {
    return word;
  }

  /** Its colour. */
  public Tone tone() {
    return tone;
  }

  /** Its shape, to be filled even-odd. */
  public String path() {
    return path;
  }

  /** The look of a topology. */
  public static Look of(TopologyState state) {
    return switch (state) {
      case ACTIVE -> ACTIVE;
      case PAUSED -> PAUSED;
      case DELETED -> DELETED;
      case UNRECOGNISED -> UNKNOWN;
    };
  }

  /** The look of a run. */
  public static Look of(RunState state) {
    return switch (state) {
      case RUNNING -> RUNNING;
      case COMPLETED -> COMPLETED;
      case SUCCESSFUL -> SUCCESSFUL;
      case SKIPPED -> SKIPPED;
      case FAILED -> FAILED;
    };
  }

  /** The look of a run; one of which a task cannot be told cannot be told either. */
  public static Look of(Run run) {
    boolean untold =
        !run.state().isTerminal()
            && run.tasks().values().stream().anyMatch(task -> task.state() == TaskState.UNKNOWN);
    return untold ? UNKNOWN : of(run.state());
  }

  /** The look of what became of a fire time, as the ledger names it. */
  public static Look ofVerdict(String verdict) {
    return switch (verdict) {
      case "RAN" -> RAN;
      case "CAUGHT_UP" -> CAUGHT_UP;
      case "SKIPPED" -> SKIPPED;
      case "MISSED" -> MISSED;
      case "HELD" -> HELD;
      case "DUE" -> LATE;
      case "PLANNED" -> PLANNED;
      default -> UNKNOWN;
    };
  }

  /** The look of a task. */
  public static Look of(TaskState state) {
    return switch (state) {
      case PENDING -> PENDING;
      case STARTING -> STARTING;
      case RUNNING -> RUNNING;
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static final class Shapes {
    static final String DOT = "M8,5a3,3,0,1,0,0,6a3,3,0,0,0,0-6Z";
    static final String STOP = "M5.1,1h5.8L15,5.1v5.8L10.9,15H5.1L1,10.9V5.1ZM4.5,7v2h7V7Z";
    static final String DISC = "M8,1a7,7,0,1,0,0,14A7,7,0,0,0,8,1Z";
    static final String RING = DISC + "m0,1.5a5.5,5.5,0,1,1,0,11,5.5,5.5,0,0,1,0-11Z";
    static final String CHECK = "M11.7,6l-4.3,5.2a.8,.8,0,0,1-1.2,0L4.3,9l1.2-1,1.3,1.5L10.5,5Z";

    /** The dashed circle, as four arcs that can be filled like every other shape. */
    static final String DOTS =
        "M8,1A7,7,0,0,1,11.5,1.94L10.7,3.3A5.4,5.4,0,0,0,8,2.6Z"
            + "M15,8A7,7,0,0,1,14.06,11.5L12.7,10.7A5.4,5.4,0,0,0,13.4,8Z"
            + "M8,15A7,7,0,0,1,4.5,14.06L5.3,12.7A5.4,5.4,0,0,0,8,13.4Z"
            + "M1,8A7,7,0,0,1,1.94,4.5L3.3,5.3A5.4,5.4,0,0,0,2.6,8Z";
  }
}
