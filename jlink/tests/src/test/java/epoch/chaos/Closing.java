package epoch.chaos;

import epoch.api.run.Run;
import epoch.api.run.RunState;

/** How a run is closed by hand, and what it says of itself from then on. */
record Closing(As as, boolean answered) {
  /** The ways. */
  enum As {
    SUCCEEDED("Closed as succeeded by "),
    FAILED("Closed as failed by "),
    FORGET("Forgotten by ");

    private final String words;

    As(String words) {
      this.words = words;
    }
  }

  /** The same way for one run each time, so that to ask twice is to ask for the same. */
  static Closing of(String run) {
    As[] all = As.values();
    return new Closing(all[Math.floorMod(run.hashCode(), all.length)], false);
  }

  /** Whether a run ended so. */
  boolean isOf(Run run) {
    RunState state = as == As.SUCCEEDED ? RunState.SUCCESSFUL : RunState.FAILED;
    return run.state() == state && String.valueOf(run.message()).startsWith(as.words);
  }
}
