package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.TASK;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.ActiveRun;
import epoch.server.store.Closing;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing a run that an earlier leader began: not before its last call to Drove is over. */
class ClosingTest {
  private static final String NEVER = "0 0 0 1 1 ? 2199";

  @TempDir Path directory;

  @Test
  void aDecisionThatALeaderDidNotComeToIsCarriedOutByTheNextOnceNothingCanAppearAnyMore()
      throws Exception {
    try (var installation = new Installation(directory);
        var hand = new ForeignHand(installation.zooKeeperPort())) {
      Member first = installation.member();
      Operations before = first.leading();
      before.topologies().create(topology("stuck", NEVER, "sleep 600"), SOMEONE);
      String id = before.runs().start("stuck", SOMEONE).runId();
      Await.until(
          "it runs",
          () -> before.runs().find("stuck", id).tasks().get(TASK).state() == TaskState.RUNNING);
      first.crash();
      Await.until("its session has ended", () -> !hand.exists("/epoch/leader-epoch/holder"));
      // What it wrote last: it was asked, and died before it could do it.
      String path = "/epoch/active/stuck~" + id;
      ActiveRun active = Json.read(hand.read(path), ActiveRun.class);
      var decision = new Closing(Closing.As.FAILED, "ann", "the report came by hand");
      hand.write(path, Json.text(active.closed(decision)));

      Instant nobodyLeads = Instant.now();
      Operations after = installation.member().leading();
      Refusal early =
          assertThrows(
              Refusal.class,
              () -> after.runs().close("stuck", id, "SUCCEEDED", "no", SOMEONE),
              "a person has to wait as well");
      assertEquals(Kind.NOT_NOW, early.kind());
      assertEquals(RunState.RUNNING, after.runs().find("stuck", id).state(), "adopted at once");
      Run closed = Installation.await(after, "stuck", id, RunState.FAILED);
      assertEquals("Closed as failed by ann: the report came by hand", closed.message());
      assertFalse(
          closed.updated().isBefore(nobodyLeads.plus(Installation.SETTLING)), closed::toString);
    }
  }
}
