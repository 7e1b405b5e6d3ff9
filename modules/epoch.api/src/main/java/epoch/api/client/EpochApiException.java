package epoch.api.client;

import epoch.api.rest.StaleCalendar;
import epoch.api.rest.StaleEdit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server answered that it did not do what it was asked for. */
public final class EpochApiException extends IOException {

  private final int status;
  private final List<String> validationErrors;
  private final transient @Nullable StaleEdit staleEdit;
  private final transient @Nullable StaleCalendar staleCalendar;

  /**
   * Makes one.
   *
   * @param status HTTP status of the answer; Epoch 1.14 answered many failures with 200
   * @param message why
   * @param validationErrors one line for each field at fault; empty if the input was not the reason
   */
  public EpochApiException(int status, String message, List<String> validationErrors) {
    this(status, message, validationErrors, null);
  }

  /**
   * Makes one.
   *
   * @param status HTTP status of the answer
   * @param message why
   * @param validationErrors one line for each field at fault
   * @param staleEdit both sides, if it was an edit of what is not there any more
   */
  public EpochApiException(
      int status, String message, List<String> validationErrors, @Nullable StaleEdit staleEdit) {
    this(status, message, validationErrors, staleEdit, null);
  }

  EpochApiException(
      int status,
      String message,
      List<String> validationErrors,
      @Nullable StaleEdit staleEdit,
      @Nullable StaleCalendar staleCalendar) {
    super(message);
    this.status = status;
    this.staleEdit = staleEdit;
    this.staleCalendar = staleCalendar;
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

  /** Both sides of an edit, if somebody else had edited meanwhile (status 412). */
  public Optional<StaleEdit> staleEdit() {
    return Optional.ofNullable(staleEdit);
  }

  /** Both sides of a change of a calendar, if somebody else had changed it meanwhile (412). */
  public Optional<StaleCalendar> staleCalendar() {
    return Optional.ofNullable(staleCalendar);
  }
}
