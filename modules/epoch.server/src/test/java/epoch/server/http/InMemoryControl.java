package epoch.server.http;

import epoch.api.rest.FailoverReport;
import epoch.api.rest.HoldState;
import epoch.server.operations.Caller;
import epoch.server.operations.Control;
import epoch.server.operations.Refusal;
import java.time.Instant;
import java.util.List;

/** Holds and releases in memory. */
final class InMemoryControl implements Control {
  private HoldState state = HoldState.FREE;

  @Override
  public HoldState state() {
    return state;
  }

  @Override
  public HoldState hold(String reason, Caller by) {
    if (!state.held()) {
      state = new HoldState(true, by.user(), Instant.EPOCH, reason);
    }
    return state;
  }

  @Override
  public HoldState release(String heldFires, Caller by) {
    if (!state.held()) {
      throw new Refusal(Refusal.Kind.CONFLICT, "Nothing is held");
    }
    state = HoldState.FREE;
    return state;
  }

  @Override
  public void stepDown(Caller by) {
    state = HoldState.FREE;
  }

  @Override
  public List<FailoverReport> failovers() {
    return List.of();
  }
}
