package epoch.desktop.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is advanced. */
public final class TestClock implements InstantSource {

  private final AtomicReference<Instant> now = new AtomicReference<>(FakeEpoch.START);

  @Override
  public Instant instant() {
    return now.get();
  }

  public void advance(Duration by) {
    now.updateAndGet(was -> was.plus(by));
  }
}
