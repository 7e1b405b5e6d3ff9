package epoch.server.leader;

import epoch.api.validation.CalendarValidator;
import epoch.api.validation.LegacyRules;
import epoch.api.validation.TopologyValidator;
import epoch.server.audit.AuditService;
import epoch.server.audit.AuditSettings;
import epoch.server.calendar.Almanac;
import epoch.server.calendar.CalendarService;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.explain.ExplainService;
import epoch.server.live.Feed;
import epoch.server.metrics.LastHour;
import epoch.server.once.Requests;
import epoch.server.operations.Operations;
import epoch.server.retention.Retention;
import epoch.server.run.GroupService;
import epoch.server.run.LogService;
import epoch.server.run.RunService;
import epoch.server.schedule.LedgerService;
import epoch.server.search.SearchService;
import epoch.server.store.Store;
import epoch.server.timer.CronSyntax;
import epoch.server.topology.BulkService;
import epoch.server.topology.Creation;
import epoch.server.topology.Editing;
import epoch.server.topology.ExchangeService;
import epoch.server.topology.Import;
import epoch.server.topology.Removal;
import epoch.server.topology.RevisionService;
import epoch.server.topology.TopologyService;
import java.time.InstantSource;

/** What a leader can be asked, put together. */
final class Desk {
  final Requests requests;
  final Removal removal;
  final Retention retention;
  final AuditService audits;
  final GroupService groups;
  final Pulse pulse;
  final VitalSigns vitals;
  final LastHour lastHour;
  final Feed feed;
  final Operations operations;

  /**
   * @param end called when somebody wants this node to lead no more
   */
  Desk(Surroundings around, Engine engine, Runnable end) {
    TermSettings settings = around.settings();
    InstantSource clock = around.clock();
    Store store = engine.store;
    Catalog catalog = engine.catalog;
    Calendars calendars = engine.calendars;
    var legacy =
        new LegacyRules(around.legacyMember(), name -> catalog.find(name).map(Entry::topology));
    var validator =
        new TopologyValidator(
            CronSyntax::problem, settings.commandsAllowed(), legacy, calendars::has);
    requests = new Requests(store, clock);
    var runs =
        new RunService(catalog, store, engine.active, requests, validator, clock, engine.settling);
    removal = new Removal(catalog, store, engine.active, runs, around.events(), engine.workers);
    retention =
        new Retention(
            catalog,
            store,
            engine.active,
            runs,
            around.drove(),
            settings.retention(),
            clock,
            engine.workers);
    var ledger =
        new LedgerService(
            catalog, store, calendars, engine.standstill, engine.scheduler::isWaiting, clock);
    var search =
        new SearchService(
            catalog, calendars, engine.active, runs, engine.standstill::isHeld, clock);
    audits = new AuditService(store.auditTrail(), AuditSettings.standard(), clock);
    pulse = new Pulse(store, around.memberId(), around.serverClock(), clock, System::nanoTime);
    vitals =
        new VitalSigns(
            pulse,
            catalog,
            engine.active,
            engine.standstill,
            around.drove(),
            engine.follower,
            clock);
    var control =
        new ControlService(catalog, store, engine.scheduler, engine.standstill, clock, end);
    groups = new GroupService(store, engine.active, clock);
    lastHour = new LastHour(clock);
    var creation =
        new Creation(catalog, calendars, store, engine.scheduler, clock, around.events());
    var editing =
        new Editing(catalog, calendars, store, engine.scheduler, engine.foreign, around.events());
    var topologies =
        new TopologyService(
            catalog, calendars, creation, editing, removal, requests, validator, clock);
    var almanac =
        new Almanac(calendars, catalog, new CalendarValidator(CronSyntax::problem), clock);
    var calendarService =
        new CalendarService(
            calendars, almanac, store, requests, around.events(), engine.scheduler::wakeNow);
    feed = new Feed(around.fence().version(), around.memberId(), search::summary);
    operations =
        new Operations(
            topologies,
            new RevisionService(store, editing, validator),
            new BulkService(topologies, runs, editing, search::ids, validator, requests),
            new ExchangeService(
                catalog,
                search::ids,
                calendarService,
                new Import(catalog, creation, editing, topologies, validator, requests),
                requests,
                clock),
            runs,
            new LogService(
                runs, around.drove().logs(), settings.droveUi(), settings.runs().appName()),
            ledger,
            control,
            search,
            calendarService,
            new ExplainService(
                catalog, calendars, store, ledger, runs, engine.standstill, validator, clock),
            audits,
            groups,
            new OverviewService(
                around.peers(),
                settings,
                catalog,
                around.drove(),
                new OverviewService.Sources(vitals, control::state, lastHour),
                clock),
            feed);
  }
}
