package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.server.operations.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One change that someone asked for, to be written down with the change itself: see {@link
 * Change#audit}. It says what changed by the names of fields, never by their values: those may be
 * secrets.
 *
 * @param time when
 * @param who the user's name
 * @param address the IP address of the true client; null where it was Epoch itself
 * @param action what was done
 * @param topology what it was done to; null if it was not one topology
 * @param run the run it was done to; null if it was not one run
 * @param message what changed, in words
 * @param reason why; null if nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditRecord(
    Instant time,
    String who,
    @Nullable String address,
    String action,
    @Nullable String topology,
    @Nullable String run,
    String message,
    @Nullable String reason) {
  private static final int MAX_TEXT = 1_000;

  /** What can be done. */
  public enum Action {
    CREATE,
    EDIT,
    PAUSE,
    UNPAUSE,
    DELETE,
    RUN,
    RETRY,
    KILL,
    CLOSE,
    RESTORE,
    LABEL,
    BULK,
    IMPORT,
    HOLD,
    RELEASE,
    STEP_DOWN,
    GROUP,
    CREATE_CALENDAR,
    EDIT_CALENDAR,
    DELETE_CALENDAR
  }

  public AuditRecord {
    message = cut(message);
    reason = reason == null ? null : cut(reason);
  }

  /** Someone did something. */
  public static AuditRecord of(Caller by, Instant time, Action action, String message) {
    return new AuditRecord(
        time.truncatedTo(ChronoUnit.MILLIS),
        by.user(),
        by.address(),
        action.name(),
        null,
        null,
        message,
        null);
  }

  /** Epoch itself did something that a person has to know. */
  public static AuditRecord ofEpoch(Instant time, Action action, String message) {
    return new AuditRecord(
        time.truncatedTo(ChronoUnit.MILLIS),
        "epoch",
        null,
        action.name(),
        null,
        null,
        message,
        null);
  }

  /** The same, done to a topology. */
  public AuditRecord on(String topologyId) {
    return new AuditRecord(time, who, address, action, topologyId, run, message, reason);
  }

  /** The same, done to a run. */
  public AuditRecord on(String topologyId, String runId) {
    return new AuditRecord(time, who, address, action, topologyId, runId, message, reason);
  }

  /** The same with a reason. */
  public AuditRecord because(@Nullable String why) {
    return new AuditRecord(time, who, address, action, topology, run, message, why);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
