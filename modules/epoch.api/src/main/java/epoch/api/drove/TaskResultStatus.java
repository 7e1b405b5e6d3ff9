package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonCreator;

/** How a task ended, in the words of Drove. */
public enum TaskResultStatus {
  /** With exit code 0. */
  SUCCESSFUL,
  /** It took too long. */
  TIMED_OUT,
  /** It was killed. */
  CANCELLED,
  /** With another exit code, or it could not be run. */
  FAILED,
  /** Its executor is gone. */
  LOST,
  /** A word of Drove that this version does not know. */
  UNRECOGNISED;

  /** Reads a word of Drove; one that is not known is {@link #UNRECOGNISED}, never an error. */
  @JsonCreator
  public static TaskResultStatus of(String name) {
    for (TaskResultStatus value : values()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    return UNRECOGNISED;
  }
}
