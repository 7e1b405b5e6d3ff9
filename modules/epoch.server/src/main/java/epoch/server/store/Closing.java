package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A person's decision about a run that is stuck.
 *
 * @param as how it ends
 * @param by who decided
 * @param reason why
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Closing(As as, String by, String reason) {
  /** How a run is closed. */
  public enum As {
    /** It did what it should. */
    SUCCEEDED,
    /** It did not. */
    FAILED,
    /** Nobody knows, and nobody will. */
    FORGET
  }

  /** For people. */
  public String inWords() {
    String how =
        switch (as) {
          case SUCCEEDED -> "Closed as succeeded by ";
          case FAILED -> "Closed as failed by ";
          case FORGET -> "Forgotten by ";
        };
    return how + by + ": " + reason;
  }
}
