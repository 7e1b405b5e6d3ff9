package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How far a task is, in the words of Drove. */
public enum DroveTaskState {
  /** Accepted. */
  PENDING,
  /** Its image is being pulled. */
  PROVISIONING,
  /** It could not be prepared. */
  PROVISIONING_FAILED,
  /** Its container is being started. */
  STARTING,
  /** It runs. */
  RUNNING,
  /** The container ended; the result is to come. */
  RUN_COMPLETED,
  /** The container could not be run; the result is to come. */
  RUN_FAILED,
  /** It is being cleaned up. */
  DEPROVISIONING,
  /** It is over; see its result. */
  STOPPED,
  /** Its executor is gone. */
  LOST,
  /** Its executor is restarting. */
  UNKNOWN,
  /** A word of Drove that this version does not know. */
  UNRECOGNISED;

  /** Reads a word of Drove; one that is not known is {@link #UNRECOGNISED}, never an error. */
  @JsonCreator
  public static DroveTaskState of(String name) {
    for (DroveTaskState value : values()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    return UNRECOGNISED;
  }
}
