package epoch.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.rest.Envelope;
import epoch.api.rest.KillAnswer;
import epoch.api.run.RunState;
import epoch.server.operations.Refusal;
import epoch.server.operations.Runs;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What can be asked about runs. */
final class RunEndpoints {

  private RunEndpoints() {}

  static Answer start(Call call) throws InterruptedException {
    // Parameters that would silently not be used are worse than none.
    if (call.optionalBody(JsonNode.class)
        .filter(body -> !body.isNull() && !body.isEmpty())
        .isPresent()) {
      throw Call.invalid("An instant run takes no parameters");
    }
    return Answer.of(runs(call).start(call.path("id"), call.caller()));
  }

  static Answer list(Call call) throws InterruptedException {
    return new Answer.Listing(runs(call).list(call.path("id"), states(call)));
  }

  static Answer find(Call call) throws InterruptedException {
    return Answer.of(runs(call).find(call.path("id"), call.path("runId")));
  }

  /** Answers in the shape of 1.14 also where it goes wrong. */
  static Answer kill(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    try {
      KillAnswer answer =
          runs(call)
              .kill(call.path("id"), call.path("runId"), call.path("taskName"), call.caller());
      return answer.success() ? Answer.of(answer) : killFailed(409, answer);
    } catch (Refusal e) {
      return switch (e.kind()) {
        case NOT_FOUND -> killFailed(404, new KillAnswer(false, e.reason()));
        case CONFLICT -> killFailed(409, new KillAnswer(false, e.reason()));
        case INVALID, STALE, NOT_NOW -> throw e;
      };
    }
  }

  private static Answer killFailed(int status, KillAnswer answer) {
    return new Answer.Body(
        status,
        Envelope.failure(Objects.requireNonNullElse(answer.message(), "not killed"), answer));
  }

  private static Set<RunState> states(Call call) {
    Set<RunState> states = EnumSet.noneOf(RunState.class);
    for (String name : call.query().getOrDefault("state", List.of())) {
      states.add(
          Arrays.stream(RunState.values())
              .filter(state -> state.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  Call.invalid(
                      "state: \""
                          + name
                          + "\" is not one of "
                          + Arrays.toString(RunState.values()))));
    }
    return states;
  }

  private static Runs runs(Call call) {
    return call.operations().runs();
  }
}
