package epoch.server.http;

import epoch.api.rest.ClusterState;
import epoch.api.rest.FailoverReport;
import epoch.api.rest.HoldState;
import epoch.server.operations.Caller;
import epoch.server.operations.Control;
import epoch.server.operations.Refusal;
import java.time.Instant;
import java.util.List;

/** Holds and releases in memory. */
final class InMemoryControl implements Control {

  static ClusterState overview() {
    String self = "http://127.0.0.1:1";
    return new ClusterState(
        self,
        self,
        Instant.EPOCH,
        List.of(new ClusterState.Member(self, true, "0.0.0-test")),
        HoldState.FREE,
        new ClusterState.ZooKeeper(true, 0.5, 0L),
        new ClusterState.Drove(false, null, null, null, null, "none here", null),
        new ClusterState.Versions("0.0.0-test", "25"),
        new ClusterState.Counts(0, 0, 0, 0, 0, 0, 0, null, null),
        true,
        true,
        false,
        "epoch",
        "UTC");
  }

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
