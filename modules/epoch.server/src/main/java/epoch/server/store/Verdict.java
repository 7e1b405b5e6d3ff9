package epoch.server.store;

/** What became of a fire time. */
public enum Verdict {
  /** It was run. */
  RAN,
  /** It was run late, after nobody had led when it was due. */
  CAUGHT_UP,
  /** It was not to be run: the reason says why. */
  SKIPPED,
  /** It fell into a time without a leader, and its topology's policy does not catch up with it. */
  MISSED,
  /** Another kind of leader, Epoch 1.14, may or may not have run it. */
  UNACCOUNTED
}
