package epoch.server.leader;

import epoch.api.rest.FailoverReport;
import epoch.api.rest.HoldState;
import epoch.server.catalog.Catalog;
import epoch.server.operations.Caller;
import epoch.server.operations.Control;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.schedule.Scheduler;
import epoch.server.schedule.Standstill;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Failover;
import epoch.server.store.HeldFires;
import epoch.server.store.Hold;
import epoch.server.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the world and lets it go on, while this node leads. Thread safe. */
final class ControlService implements Control {
  private static final Logger LOG = LoggerFactory.getLogger(ControlService.class);

  private final Catalog catalog;
  private final Store store;
  private final Scheduler scheduler;
  private final Standstill standstill;
  private final InstantSource clock;
  private final Runnable stepDown;

  ControlService(
      Catalog catalog,
      Store store,
      Scheduler scheduler,
      Standstill standstill,
      InstantSource clock,
      Runnable stepDown) {
    this.catalog = catalog;
    this.store = store;
    this.scheduler = scheduler;
    this.standstill = standstill;
    this.clock = clock;
    this.stepDown = stepDown;
  }

  @Override
  public HoldState state() {
    return standstill.hold().map(ControlService::held).orElse(HoldState.FREE);
  }

  @Override
  public HoldState hold(String reason, Caller by) throws InterruptedException {
    Hold hold =
        standstill.hold(
            new Hold(by.user(), now(), reason),
            AuditRecord.of(by, now(), Action.HOLD, "stopped all fires").because(reason));
    LOG.warn("The world stands still, {}", hold.inWords());
    return held(hold);
  }

  @Override
  public HoldState release(String heldFires, Caller by) throws InterruptedException {
    var asked =
        AuditRecord.of(by, now(), Action.RELEASE, "let fires go on; held fire times: " + heldFires);
    if (standstill.release(HeldFires.valueOf(heldFires), now(), asked).isEmpty()) {
      throw new Refusal(Kind.CONFLICT, "Nothing is held");
    }
    LOG.warn("The world goes on, released by {}; held fire times: {}", by.user(), heldFires);
    catalog.entries().forEach(scheduler::wakeNow);
    return HoldState.FREE;
  }

  @Override
  public void stepDown(Caller by) throws InterruptedException {
    store
        .change()
        .audit(AuditRecord.of(by, now(), Action.STEP_DOWN, "asked the leader to step down"))
        .commit();
    LOG.warn("Stepping down, as {} asked", by.user());
    stepDown.run();
  }

  @Override
  public List<FailoverReport> failovers() throws InterruptedException {
    return store.failovers().stream().map(ControlService::report).toList();
  }

  private static HoldState held(Hold hold) {
    return new HoldState(true, hold.by(), hold.since(), hold.reason());
  }

  private static FailoverReport report(Failover failover) {
    return new FailoverReport(
        failover.number(),
        failover.from(),
        failover.to(),
        failover.at(),
        failover.gapMillis(),
        failover.caughtUp(),
        failover.skipped(),
        failover.missed(),
        failover.affected().stream()
            .map(some ->
                new FailoverReport.Affected(
                    some.verdict(), some.reason(), some.count(), some.examples()))
            .toList(),
        failover.runsAdopted(),
        failover.orphans());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
