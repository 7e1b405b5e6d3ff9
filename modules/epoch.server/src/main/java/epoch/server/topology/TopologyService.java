package epoch.server.topology;

import epoch.api.rest.PauseRequest;
import epoch.api.rest.SimpleTopology;
import epoch.api.rest.ValidationReport;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.once.Requests;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Topologies;
import epoch.server.run.Jitter;
import epoch.server.store.Pause;
import epoch.server.timer.ScheduleWords;
import epoch.server.topology.Editing.Wanted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes topologies while this node leads. Every change first accounts for the fire times up to
 * now, so that none is retroactive, and is one transaction with the schedule. Thread safe.
 */
public final class TopologyService implements Topologies {
  private static final int MAX_REASON = 1_000;
  private static final int NEXT = 5;

  private final Catalog catalog;
  private final Calendars calendars;
  private final Creation creation;
  private final Editing editing;
  private final Removal removal;
  private final Requests requests;
  private final TopologyValidator validator;
  private final InstantSource clock;

  public TopologyService(
      Catalog catalog,
      Calendars calendars,
      Creation creation,
      Editing editing,
      Removal removal,
      Requests requests,
      TopologyValidator validator,
      InstantSource clock) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.creation = creation;
    this.editing = editing;
    this.removal = removal;
    this.requests = requests;
    this.validator = validator;
    this.clock = clock;
  }

  @Override
  public Revised create(Topology topology, Caller by) throws InterruptedException {
    return requests.once(
        by,
        Revised.class,
        guard -> {
          mustBeValid(validator.validate(topology));
          return creation.create(topology, null, by, guard);
        });
  }

  @Override
  public Revised update(Topology topology, Caller by) throws InterruptedException {
    mustBeValid(validator.validate(topology));
    return editing.change(
        editing.entry(topology.name()),
        topology,
        by,
        (held, now) -> Wanted.asIs(held).with(topology));
  }

  @Override
  public Revised createSimple(SimpleTopology form, Caller by) throws InterruptedException {
    mustBeValid(validator.validateCreate(form));
    return create(form.toTopology(), by);
  }

  @Override
  public Revised edit(String id, SimpleTopology change, Caller by) throws InterruptedException {
    Entry entry = editing.entry(id);
    mustBeValid(validator.validateEdit(change));
    return editing.change(
        entry,
        change.applyTo(entry.topology()).orElse(null),
        by,
        (held, now) -> {
          Topology edited = change.applyTo(held.topology()).orElseThrow(() -> noSimple(id));
          mustBeValid(validator.validate(edited));
          return Wanted.asIs(held).with(edited);
        });
  }

  private static Refusal noSimple(String id) {
    return new Refusal(
        Kind.CONFLICT,
        "The simple edit fits topologies of one Docker container with a cron trigger; "
            + id
            + " is another: send the whole topology");
  }

  @Override
  public Revised pause(String id, PauseRequest request, Caller by) throws InterruptedException {
    mustBeValid(check(request));
    return editing.change(
        editing.entry(id), null, by, (held, now) -> paused(held, request, by, now));
  }

  /** What is paused already keeps its reason and time, unless there are new ones. */
  private static Wanted paused(Entry held, PauseRequest request, Caller by, Instant now) {
    boolean again = held.state() == TopologyState.PAUSED;
    if (again && request.reason() == null && request.until() == null) {
      return Wanted.asIs(held);
    }
    Pause pause = new Pause(by.user(), now, request.reason(), request.until());
    return Wanted.asIs(held).with(TopologyState.PAUSED, pause);
  }

  private List<Violation> check(PauseRequest request) {
    String reason = request.reason();
    Instant until = request.until();
    return Stream.of(
            new Violation("reason", "is longer than " + MAX_REASON + " characters"),
            new Violation("until", "is not in the future"))
        .filter(violation ->
            violation.field().equals("reason")
                ? reason != null && reason.length() > MAX_REASON
                : until != null && !until.isAfter(clock.instant()))
        .toList();
  }

  @Override
  public Revised unpause(String id, Caller by) throws InterruptedException {
    return editing.change(
        editing.entry(id),
        null,
        by,
        (held, now) -> Wanted.asIs(held).with(TopologyState.ACTIVE, null));
  }

  @Override
  public int delete(String id, Caller by) throws InterruptedException {
    Entry entry = editing.entry(id);
    editing.change(
        entry, null, by, (held, now) -> Wanted.asIs(held).with(TopologyState.DELETED, null));
    return removal.begin(entry, by.user());
  }

  @Override
  public ValidationReport validate(Topology topology) {
    List<Violation> wrong = validator.validate(topology);
    List<ValidationReport.Problem> problems =
        wrong.stream()
            .map(violation -> new ValidationReport.Problem(violation.field(), violation.message()))
            .toList();
    boolean fires = wrong.stream().noneMatch(violation -> violation.field().startsWith("trigger"));
    return new ValidationReport(wrong.isEmpty(), problems, fires ? schedule(topology) : null);
  }

  private ValidationReport.Schedule schedule(Topology topology) {
    Instant now = clock.instant();
    List<Instant> next =
        calendars
            .open(topology, catalog.fireTimes(topology), now)
            .putOffBy(Jitter.of(topology))
            .between(now, Instant.MAX)
            .limit(NEXT)
            .toList();
    return new ValidationReport.Schedule(
        ScheduleWords.of(topology.effectiveTrigger(), catalog.defaultZone()), next);
  }

  @Override
  public TopologyDetails find(String id) {
    return editing.entry(id).details().value();
  }

  @Override
  public List<TopologyDetails> list() {
    return catalog.entries().stream()
        .map(entry -> entry.details().value())
        .filter(details -> details.state() != TopologyState.DELETED)
        .toList();
  }

  private static void mustBeValid(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw Refusal.invalid(violations);
    }
  }
}
