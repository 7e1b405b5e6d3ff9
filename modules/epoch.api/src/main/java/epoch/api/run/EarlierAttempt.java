package epoch.api.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a task that was not the last.
 *
 * @param attempt its number, from 1
 * @param taskId its id on Drove
 * @param state how it ended
 * @param errorMessage what went wrong
 * @param started when it was first seen running
 * @param ended when it was seen ended
 */
public record EarlierAttempt(
    int attempt,
    String taskId,
    TaskState state,
    @Nullable String errorMessage,
    @Nullable Instant started,
    @Nullable Instant ended) {

  /** The same with another message. */
  public EarlierAttempt withMessage(@Nullable String message) {
    return new EarlierAttempt(attempt, taskId, state, message, started, ended);
  }
}
