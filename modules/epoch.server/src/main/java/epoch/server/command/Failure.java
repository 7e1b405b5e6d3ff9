package epoch.server.command;

import epoch.api.client.EpochApiException;
import epoch.server.config.ConfigException;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** What is said when a command fails. */
final class Failure {
  private Failure() {}

  /** One line for what an operator can mend; whatever else happened is logged with its trace. */
  static String inWords(Throwable failure) {
    if (failure instanceof EpochApiException refusal && !refusal.validationErrors().isEmpty()) {
      return refusal.getMessage() + ": " + String.join("; ", refusal.validationErrors());
    }
    String message = failure.getMessage();
    if (message != null
        && (failure instanceof IOException
            || failure instanceof IllegalArgumentException
            || failure instanceof ConfigException)) {
      return message;
    }
    LoggerFactory.getLogger(Failure.class).error("This should not have happened", failure);
    return failure.toString();
  }
}
