package epoch.server.leader;

import epoch.server.catalog.Catalog;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveHealth;
import epoch.server.drove.TaskFollower;
import epoch.server.metrics.Vitals;
import epoch.server.run.ActiveRuns;
import epoch.server.schedule.Standstill;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** How this leader is doing, from memory. Thread safe. */
final class VitalSigns implements Supplier<Vitals> {
  /** A Drove that answered within this time is there, even if the last call failed. */
  private static final Duration DROVE_SILENCE = Duration.ofSeconds(10);

  private final Pulse pulse;
  private final Catalog catalog;
  private final ActiveRuns active;
  private final Standstill standstill;
  private final Drove drove;
  private final TaskFollower follower;
  private final InstantSource clock;

  VitalSigns(
      Pulse pulse,
      Catalog catalog,
      ActiveRuns active,
      Standstill standstill,
      Drove drove,
      TaskFollower follower,
      InstantSource clock) {
    this.pulse = pulse;
    this.catalog = catalog;
    this.active = active;
    this.standstill = standstill;
    this.drove = drove;
    this.follower = follower;
    this.clock = clock;
  }

  @Override
  public Vitals get() {
    return new Vitals(
        catalog.entries().size(),
        active.size(),
        active.waiting(),
        standstill.isHeld(),
        pulse.isConnected(),
        pulse.latency(),
        pulse.clockDifference(),
        droveAvailable(),
        follower.silence().orElse(null),
        follower.followed());
  }

  private boolean droveAvailable() {
    DroveHealth health = drove.health();
    Instant answer = health.lastAnswer();
    return health.good()
        || (answer != null && answer.isAfter(clock.instant().minus(DROVE_SILENCE)));
  }
}
