package epoch.api.client;

import java.io.IOException;
import java.util.List;

/** The server answered that it did not do what it was asked for. */
public final class EpochApiException extends IOException {

  private final int status;
  private final List<String> validationErrors;

  /**
   * Makes one.
   *
   * @param status HTTP status of the answer; Epoch 1.14 answered many failures with 200
   * @param message why
   * @param validationErrors one line for each field at fault; empty if the input was not the reason
   */
  public EpochApiException(int status, String message, List<String> validationErrors) {
    super(message);
    this.status = status;
    this.validationErrors = List.copyOf(validationErrors);
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** One readable line for each field at fault; empty if the input was not the reason. */
  public List<String> validationErrors() {
    return validationErrors;
  }
}
