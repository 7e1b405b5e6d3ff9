package epoch.server.run;

/** Ends the walk of a run that a person closed. */
final class RunClosed extends RuntimeException {
  RunClosed() {
    super("closed", null, false, false);
  }
}
