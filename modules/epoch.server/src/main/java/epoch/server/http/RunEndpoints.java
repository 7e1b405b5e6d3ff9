package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.KillRequest;
import epoch.api.rest.Role;
import epoch.api.rest.RunEntry;
import epoch.api.rest.RunRequest;
import epoch.api.run.RunState;
import epoch.server.operations.Refusal;
import epoch.server.operations.Runs;
import java.util.Objects;

/** What can be asked about runs. */
final class RunEndpoints {

  private static final int MAX_REASON = 1_000;

  private RunEndpoints() {}

  static Answer start(Call call) throws InterruptedException {
    RunRequest request = call.understoodBody(RunRequest.class).orElse(RunRequest.PLAIN);
    boolean plain = request.env() == null || request.env().isEmpty();
    if (!plain || request.args() != null) {
      call.needs(Role.READ_WRITE);
    }
    return Answer.of(runs(call).start(call.path("id"), request, call.caller()));
  }

  static Answer retry(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    return Answer.of(runs(call).retry(call.path("id"), call.path("runId"), call.caller()));
  }

  static Answer list(Call call) throws InterruptedException {
    return Paging.page(
        call,
        call.operations()
            .search()
            .runsOf(
                call.path("id"),
                SearchEndpoints.constants(call, "state", RunState.class),
                Paging.of(call)));
  }

  static Answer find(Call call) throws InterruptedException {
    return Answer.of(RunEntry.of(runs(call).find(call.path("id"), call.path("runId"))));
  }

  static Answer kill(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    return killed(() ->
        runs(call).kill(call.path("id"), call.path("runId"), call.path("taskName"), call.caller()));
  }

  static Answer killRun(Call call) throws InterruptedException {
    String reason =
        call.understoodBody(KillRequest.class)
            .map(KillRequest::reason)
            .map(String::strip)
            .orElse("");
    if (reason.length() > MAX_REASON) {
      throw Call.invalid("reason: must not be longer than " + MAX_REASON + " characters");
    }
    return killed(() ->
        runs(call)
            .killRun(
                call.path("id"),
                call.path("runId"),
                reason.isEmpty() ? null : reason,
                call.caller()));
  }

  /** Answers in the shape of 1.14 also where it goes wrong. */
  private static Answer killed(Kill kill) throws InterruptedException {
    try {
      KillAnswer answer = kill.kill();
      return answer.success() ? Answer.of(answer) : killFailed(409, answer);
    } catch (Refusal e) {
      return switch (e.kind()) {
        case NOT_FOUND -> killFailed(404, new KillAnswer(false, e.reason()));
        case CONFLICT -> killFailed(409, new KillAnswer(false, e.reason()));
        case INVALID, FORBIDDEN, STALE, ANOTHER, NOT_NOW -> throw e;
      };
    }
  }

  /** Asks for the end of something. */
  @FunctionalInterface
  private interface Kill {
    KillAnswer kill() throws InterruptedException;
  }

  private static Answer killFailed(int status, KillAnswer answer) {
    return new Answer.Body(
        status,
        Envelope.failure(Objects.requireNonNullElse(answer.message(), "not killed"), answer));
  }

  private static Runs runs(Call call) {
    return call.operations().runs();
  }
}
