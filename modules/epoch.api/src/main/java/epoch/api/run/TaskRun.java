package epoch.api.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of a run.
 *
 * @param taskId its id on Drove, as Epoch chose it
 * @param state how far it is
 * @param upstreamId its id as Drove knows it; {@code UNKNOWN} until Drove has it
 * @param errorMessage what went wrong, or empty
 * @param attempt which attempt this is, from 1; absent: the first
 * @param started when it was first seen running
 * @param ended when it was seen ended
 * @param earlier the attempts before this one, in order; absent: there were none
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TaskRun(
    String taskId,
    TaskState state,
    @Nullable String upstreamId,
    @Nullable String errorMessage,
    @Nullable Integer attempt,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable List<EarlierAttempt> earlier,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TaskRun {
    taskId = Objects.requireNonNullElse(taskId, "");
    started = Frozen.time(started);
    ended = Frozen.time(ended);
    earlier = Frozen.list(earlier);
    state = Objects.requireNonNullElse(state, TaskState.UNKNOWN);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** What Epoch 1.14 writes for the id on Drove while there is none. */
  public static final String NO_UPSTREAM = "UNKNOWN";

  /** A task whose turn has not come. */
  public static TaskRun pending(String taskId) {
    return new TaskRun(
        taskId, TaskState.PENDING, NO_UPSTREAM, "", null, null, null, null, Map.of());
  }

  /** A task at which an attempt has been begun, of which nothing else is known. */
  public static TaskRun begun(String taskId, int attempt) {
    return new TaskRun(
        taskId,
        TaskState.STARTING,
        NO_UPSTREAM,
        "",
        attempt == 1 ? null : attempt,
        null,
        null,
        null,
        Map.of());
  }

  /**
   * The task as it waits for another attempt, this one being over.
   *
   * @param nextTaskId the next attempt's id on Drove
   * @param why what went wrong, and when it goes on
   */
  public TaskRun tryAgain(String nextTaskId, String why) {
    int number = attempt == null ? 1 : attempt;
    List<EarlierAttempt> all = new ArrayList<>(Objects.requireNonNullElse(earlier, List.of()));
    all.add(new EarlierAttempt(number, taskId, state, errorMessage, started, ended));
    return new TaskRun(
        nextTaskId,
        TaskState.PENDING,
        NO_UPSTREAM,
        why,
        number + 1,
        null,
        null,
        all,
        unknownFields);
  }

  /** The same in another state, with what went wrong. */
  public TaskRun withState(TaskState newState, @Nullable String newErrorMessage) {
    return new TaskRun(
        taskId,
        newState,
        upstreamId,
        newErrorMessage,
        attempt,
        started,
        ended,
        earlier,
        unknownFields);
  }

  /** The same, with the id that Drove knows. */
  public TaskRun withUpstreamId(String newUpstreamId) {
    return new TaskRun(
        taskId,
        state,
        newUpstreamId,
        errorMessage,
        attempt,
        started,
        ended,
        earlier,
        unknownFields);
  }

  /** The same, with the time at which it was first seen running. */
  public TaskRun startedAt(Instant time) {
    return new TaskRun(
        taskId, state, upstreamId, errorMessage, attempt, time, ended, earlier, unknownFields);
  }

  /** The same, with the time at which it was seen ended. */
  public TaskRun endedAt(Instant time) {
    return new TaskRun(
        taskId, state, upstreamId, errorMessage, attempt, started, time, earlier, unknownFields);
  }

  /** The same, with these attempts before it. */
  public TaskRun withEarlier(List<EarlierAttempt> attempts) {
    return new TaskRun(
        taskId, state, upstreamId, errorMessage, attempt, started, ended, attempts, unknownFields);
  }
}
