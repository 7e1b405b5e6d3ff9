package epoch.server.leader;

import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.TaskFollower;
import epoch.server.run.ActiveRuns;
import epoch.server.run.CreateGate;
import epoch.server.run.Means;
import epoch.server.run.Settling;
import epoch.server.schedule.Adoption;
import epoch.server.schedule.ForeignWrites;
import epoch.server.schedule.Scheduler;
import epoch.server.schedule.Standstill;
import epoch.server.store.Hold;
import epoch.server.store.Store;
import epoch.server.work.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The parts of a leader that move by themselves: they keep, wake, fire, run and follow. Put
 * together in the order in which they need each other.
 */
final class Engine {
  final Store store;
  final Workers workers;
  final Catalog catalog;
  final Calendars calendars;
  final TaskFollower follower;
  final Standstill standstill;
  final Settling settling;
  final ActiveRuns active;
  final Adoption adoption;
  final ForeignWrites foreign;
  final Scheduler scheduler;

  /**
   * @param end called when this node shall lead no more
   * @param gone called with an entry, held, whose topology somebody else removed
   */
  Engine(Surroundings around, Runnable end, Consumer<Entry> gone) {
    TermSettings settings = around.settings();
    InstantSource clock = around.clock();
    store = new Store(around.fence(), settings.paths(), around.serverClock());
    workers = new Workers(clock, end);
    catalog = new Catalog(settings.defaultZone());
    calendars = new Calendars(settings.defaultZone());
    follower = new TaskFollower(around.drove(), around.droveSettings(), System::nanoTime);
    standstill = new Standstill(store, around.events());
    var gate =
        new CreateGate(
            settings.createConcurrency(),
            settings.createRate(),
            settings.catchUpRate(),
            System::nanoTime,
            store::proveLeadership,
            () -> standstill.hold().map(Hold::inWords));
    // By then no create of an earlier leader can be under way any more.
    settling =
        new Settling(
            Duration.ofMillis(around.fence().session().timeoutMillis())
                .plus(around.droveSettings().timeouts().call()),
            System::nanoTime);
    var means = new Means(around.drove(), follower, gate, settings.runs(), clock);
    active = new ActiveRuns(catalog, store, means, around.events(), workers, settling);
    adoption = new Adoption(catalog, store, clock);
    foreign = new ForeignWrites(catalog, store, adoption, clock, gone);
    scheduler =
        new Scheduler(
            catalog,
            calendars,
            store,
            active,
            foreign,
            standstill,
            around.serverClock(),
            clock,
            around.events(),
            end);
  }
}
