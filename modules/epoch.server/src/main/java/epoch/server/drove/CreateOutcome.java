package epoch.server.drove;

/** What is certain after Drove was asked, once, to start a task. */
public sealed interface CreateOutcome {

  /** Drove took it. That is no proof that it will ever appear. */
  record Accepted() implements CreateOutcome {}

  /**
   * Drove knows the id already, running or finished; compare {@code EPOCH_RUN_UID} before adopting
   * it.
   */
  record Exists(String message) implements CreateOutcome {}

  /** It was certainly not started and may be tried again later. */
  record NotNow(Why why, String message) implements CreateOutcome {}

  /** Drove's validation says no, and will again; the message is meant for a person. */
  record Refused(String message) implements CreateOutcome {}

  /** It may have been started or not: look before doing anything else. */
  record Unknown(String message) implements CreateOutcome {}

  /** Why a task cannot be started now. */
  enum Why {
    /** The cluster is in maintenance mode. */
    MAINTENANCE,
    /** The cluster has not enough cores or memory. */
    NO_CAPACITY,
    /** No controller leads, or the one asked does not. */
    NO_LEADER,
    /** Drove could not be connected, or does not let Epoch in; nothing was started. */
    UNREACHABLE
  }
}
