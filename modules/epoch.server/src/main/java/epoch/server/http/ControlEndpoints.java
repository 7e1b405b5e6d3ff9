package epoch.server.http;

import epoch.api.rest.CloseRequest;
import epoch.api.rest.HoldRequest;
import epoch.api.rest.ReleaseRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stops the world, lets it go on, and decides about what is stuck. */
final class ControlEndpoints {
  private static final List<String> HELD_FIRES = List.of("RUN", "LATEST", "SKIP");
  private static final List<String> CLOSE_AS = List.of("SUCCEEDED", "FAILED", "FORGET");
  private static final int MAX_REASON = 1_000;

  private ControlEndpoints() {}

  static Answer cluster(Call call) throws InterruptedException {
    return Answer.of(call.operations().overview().read());
  }

  static Answer hold(Call call) throws InterruptedException {
    String reason = text("reason", call.body(HoldRequest.class).reason());
    return Answer.of(call.operations().control().hold(reason, call.caller()));
  }

  static Answer release(Call call) throws InterruptedException {
    String heldFires = oneOf("heldFires", HELD_FIRES, call.body(ReleaseRequest.class).heldFires());
    return Answer.of(call.operations().control().release(heldFires, call.caller()));
  }

  static Answer stepDown(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    call.operations().control().stepDown(call.caller());
    return Answer.of(true);
  }

  static Answer failovers(Call call) throws InterruptedException {
    return new Answer.Listing(call.operations().control().failovers());
  }

  static Answer close(Call call) throws InterruptedException {
    CloseRequest wanted = call.body(CloseRequest.class);
    String as = oneOf("as", CLOSE_AS, wanted.as());
    String reason = text("reason", wanted.reason());
    return Answer.of(
        call.operations()
            .runs()
            .close(call.path("id"), call.path("runId"), as, reason, call.caller()));
  }

  private static String text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Call.invalid(field + ": must not be empty");
    }
    if (value.length() > MAX_REASON) {
      throw Call.invalid(field + ": must not be longer than " + MAX_REASON + " characters");
    }
    return value.strip();
  }

  private static String oneOf(String field, List<String> known, @Nullable String value) {
    if (value == null || !known.contains(value)) {
      throw Call.invalid(field + ": must be one of " + known);
    }
    return value;
  }
}
