package epoch.server.drove;

/** What became of one HTTP call. */
sealed interface Exchange {

  /** A whole answer came, of whatever kind. */
  record Answer(int status, String body) implements Exchange {}

  /** Nothing of the request left this machine. */
  record NotSent(String message) implements Exchange {}

  /** The request may have arrived; no whole answer came back. */
  record Broken(String message) implements Exchange {}
}
