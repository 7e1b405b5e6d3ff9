package epoch.desktop.cluster;

import java.time.Instant;

/** How much a view may be trusted. */
public sealed interface Picture {

  /** The first answer is awaited. */
  record Loading() implements Picture {}

  /**
   * It is as the server says.
   *
   * @param at when it was answered
   */
  record Live(Instant at) implements Picture {}

  /**
   * The last picture stays, for the server does not answer.
   *
   * @param since when it was last answered
   * @param reason why there is no newer one
   */
  record Stale(Instant since, String reason) implements Picture {}

  /**
   * There never was an answer.
   *
   * @param reason why
   */
  record Failed(String reason) implements Picture {}

  /** What becomes of this picture when the next answer fails. */
  default Picture failed(String reason) {
    return switch (this) {
      case Live(Instant at) -> new Stale(at, reason);
      case Stale(Instant since, String _) -> new Stale(since, reason);
      case Loading _, Failed _ -> new Failed(reason);
    };
  }
}
