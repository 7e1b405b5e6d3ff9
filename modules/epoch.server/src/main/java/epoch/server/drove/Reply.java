package epoch.server.drove;

/** The answer of Drove to a question. */
public sealed interface Reply<T> {

  /** What was asked for. */
  record Answered<T>(T value) implements Reply<T> {}

  /** Drove answered, and there is no such thing. */
  record Missing<T>(String message) implements Reply<T> {}

  /** Drove could not be asked, or its answer could not be understood. */
  record Unavailable<T>(String reason) implements Reply<T> {}
}
