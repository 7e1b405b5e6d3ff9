package epoch.server.drove;

import java.time.Duration;

/**
 * Hears of every HTTP call to Drove, on the calling thread; must be quick, thread safe and throw
 * nothing.
 */
@FunctionalInterface
public interface CallListener {

  /** A call is over. */
  void called(Kind kind, Result result, Duration took);

  /** Hears and forgets. */
  static CallListener none() {
    return (kind, result, took) -> {};
  }

  /** What was asked for. */
  enum Kind {
    PING,
    CREATE,
    KILL,
    FIND,
    ACTIVE,
    EVENTS,
    CLUSTER,
    DELETE,
    VALIDATE,
    LOG_LIST,
    LOG_READ,
    LOG_DOWNLOAD
  }

  /** What came of it. */
  enum Result {
    /** Drove answered as leader, whatever it said. */
    ANSWERED,
    /** The one asked does not lead. */
    NOT_LEADER,
    /** The answer was none of Drove's, such as wrong credentials or an error page. */
    ODD,
    /** It could not be sent. */
    NOT_SENT,
    /** It was sent and no whole answer came. */
    BROKEN
  }
}
