package epoch.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.store.zookeeper.FencedOutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is let through to Drove, and when. */
class CreateGateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Optional<String>> held = new AtomicReference<>(Optional.empty());
  private final AtomicInteger calls = new AtomicInteger();

  private CreateGate gate(CreateGate.Proof proof) {
    return new CreateGate(4, 1_000_000, 2, nanos::get, proof, held::get);
  }

  @Test
  void withoutProofOfLeadershipNothingIsCreated() {
    CreateGate gate =
        gate(() -> {
          throw new FencedOutException("another node leads");
        });
    assertThrows(FencedOutException.class, () -> gate.pass(calls::incrementAndGet));
    assertEquals(0, calls.get());
  }

  @Test
  void aHoldThatComesWhileACreateWaitsStopsIt() throws Exception {
    CreateGate gate = gate(() -> held.set(Optional.of("held")));
    assertTrue(gate.pass(calls::incrementAndGet).isEmpty());
    assertEquals(0, calls.get());
  }

  @Test
  void proofIsAskedForAfterTheWaitNotBefore() throws Exception {
    var proven = new AtomicBoolean();
    CreateGate gate = gate(() -> proven.set(true));
    gate.pass(() -> {
      assertTrue(proven.get());
      return calls.incrementAndGet();
    });
    assertEquals(1, calls.get());
  }

  @Test
  void whatIsCaughtUpWithTakesTurnsAtItsOwnRate() {
    CreateGate gate = gate(() -> {});
    nanos.set(Duration.ofSeconds(10).toNanos());
    for (int i = 0; i < 20; i++) {
      try (CreateGate.Turn turn = gate.catchUpTurn()) {
        assertEquals(1, gate.catchingUp());
        assertEquals(Duration.ofMillis(500L * i + 400), turn.in());
        nanos.addAndGet(0);
      }
    }
    assertEquals(0, gate.catchingUp());
    try (CreateGate.Turn turn = gate.catchUpTurn()) {
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());
      assertFalse(turn.in().isPositive());
    }
  }
}
