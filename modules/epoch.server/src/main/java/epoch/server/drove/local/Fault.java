package epoch.server.drove.local;

import java.util.Objects;

/**
 * One way to misbehave, for how long, and where.
 *
 * @param kind what goes wrong
 * @param times for how many calls (events for LOSE_EVENTS) it goes wrong; 0 means until it is
 *     cleared
 * @param path only calls whose path and query contain this; empty means all
 * @param value milliseconds (SLOW, DELAY_VISIBILITY, EMPTY_LIST: for how long, 0 without end) or a
 *     count (MAX_PAGE)
 */
public record Fault(Kind kind, int times, String path, long value) {

  /** What can go wrong. */
  public enum Kind {
    /** The connection is closed without an answer; nothing is done. */
    DOWN,
    /** The call is carried out, and then the connection is closed without an answer. */
    ANSWER_LOST,
    /** The answer comes {@code value} milliseconds later. */
    SLOW,
    /** 500, nothing is done. */
    ERROR_500,
    /** 400 "This node is not the leader controller". */
    NOT_LEADER,
    /** Create and kill are answered 400 "Cluster is in maintenance mode". */
    MAINTENANCE,
    /** Events of tasks are dropped; each dropped event counts. */
    LOSE_EVENTS,
    /** A page of events holds at most {@code value}. */
    MAX_PAGE,
    /** A create is accepted and its task never appears. */
    VANISHING_CREATE,
    /** A created task is seen by nobody for {@code value} milliseconds; it runs. */
    DELAY_VISIBILITY,
    /** The list of active tasks is empty. */
    EMPTY_LIST,
    /** A create does not look whether its id is taken: a second task of one id starts. */
    RACE_ON_CREATE,
    /** A kill is accepted and does nothing. */
    IGNORE_KILL
  }

  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    if (times < 0 || value < 0) {
      throw new IllegalArgumentException("times and value must not be negative");
    }
  }

  /** Until cleared, everywhere. */
  public static Fault of(Kind kind) {
    return new Fault(kind, 0, "", 0);
  }

  /** The same for so many calls. */
  public Fault times(int calls) {
    return new Fault(kind, calls, path, value);
  }

  /** The same only where path and query contain this. */
  public Fault at(String part) {
    return new Fault(kind, times, part, value);
  }

  /** The same with a number: milliseconds or a count, see {@link Kind}. */
  public Fault value(long number) {
    return new Fault(kind, times, path, number);
  }
}
