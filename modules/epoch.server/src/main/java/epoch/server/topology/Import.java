package epoch.server.topology;

import com.fasterxml.jackson.databind.node.TextNode;
import epoch.api.rest.Difference;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.rest.ImportAnswer.Action;
import epoch.api.rest.ImportAnswer.Result;
import epoch.api.rest.ImportMode;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.once.Requests;
import epoch.server.operations.Caller;
import epoch.server.operations.Exchange.Options;
import epoch.server.operations.Refusal;
import epoch.server.operations.Revised;
import epoch.server.operations.Topologies;
import epoch.server.store.Pause;
import epoch.server.topology.Editing.Wanted;
import epoch.server.work.Pace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings in one topology of a document, or takes one away that the document no longer names. */
public final class Import {
  private static final int PER_SECOND = 200;
  private static final String WHY = "imported as paused";

  private final Catalog catalog;
  private final Creation creation;
  private final Editing editing;
  private final Topologies topologies;
  private final TopologyValidator validator;
  private final Requests requests;
  private final Pace pace = new Pace(PER_SECOND, System::nanoTime);

  public Import(
      Catalog catalog,
      Creation creation,
      Editing editing,
      Topologies topologies,
      TopologyValidator validator,
      Requests requests) {
    this.catalog = catalog;
    this.creation = creation;
    this.editing = editing;
    this.topologies = topologies;
    this.validator = validator;
    this.requests = requests;
  }

  /**
   * @param calendars the names of those that come with it
   */
  Result bringIn(Item item, Set<String> calendars, Options options, Instant now, Caller by)
      throws InterruptedException {
    Topology topology = item.topology();
    List<String> problems = problems(item, calendars, options);
    if (!problems.isEmpty()) {
      return refused(topology.name(), problems);
    }
    try {
      Optional<Entry> known = catalog.find(topology.name());
      if (known.isPresent() && requests.before(by, Revised.class).isPresent()) {
        // It was made when this request came before.
        return created(topology);
      }
      return known.isEmpty()
          ? create(item, options, now, by)
          : revise(known.get(), item, options, now, by);
    } catch (Refusal refusal) {
      return refused(topology.name(), refusal);
    }
  }

  private List<String> problems(Item item, Set<String> calendars, Options options) {
    var problems = new ArrayList<String>();
    validator.validate(item.topology(), calendars).stream()
        .map(Violation::line)
        .forEach(problems::add);
    TopologyState state = item.state();
    if (state != null && state != TopologyState.ACTIVE && state != TopologyState.PAUSED) {
      problems.add("state: must be ACTIVE or PAUSED");
    }
    if (options.prune() != null && !carries(item.topology(), options.prune())) {
      problems.add(
          "labels: lacks " + options.prune() + ", by which this import knows what it manages");
    }
    return problems;
  }

  private static boolean carries(Topology topology, String label) {
    Map<String, String> labels = Objects.requireNonNullElse(topology.labels(), Map.of());
    int equals = label.indexOf('=');
    return equals < 0
        ? labels.containsKey(label)
        : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
  }

  private Result create(Item item, Options options, Instant now, Caller by)
      throws InterruptedException {
    Topology topology = item.topology();
    boolean paused = options.paused() || item.state() == TopologyState.PAUSED;
    Pause pause = paused ? pause(now, by) : null;
    if (!options.dryRun()) {
      pace.step();
      requests.oncePart(by, Revised.class, guard -> creation.create(topology, pause, by, guard));
    }
    return created(topology);
  }

  private static Result created(Topology topology) {
    return new Result(
        topology.name(), Action.CREATE, List.of(), Differences.between(null, topology));
  }

  private Result revise(Entry entry, Item item, Options options, Instant now, Caller by)
      throws InterruptedException {
    if (entry.state() == TopologyState.DELETED) {
      return refused(entry.id(), List.of("It is being deleted; its name is free in a moment"));
    }
    if (options.mode() == ImportMode.CREATE) {
      return refused(entry.id(), List.of("It exists already"));
    }
    TopologyState wanted = Objects.requireNonNullElse(item.state(), entry.state());
    List<Difference> difference = difference(entry, item.topology(), wanted);
    if (difference.isEmpty()) {
      return new Result(entry.id(), Action.UNCHANGED, List.of(), List.of());
    }
    if (!options.dryRun()) {
      pace.step();
      editing.change(entry, item.topology(), by, (held, _) -> revised(held, item, pause(now, by)));
    }
    return new Result(entry.id(), Action.UPDATE, List.of(), difference);
  }

  /** What is paused already stays so for the reason that there is. */
  private static Wanted revised(Entry held, Item item, Pause pause) {
    Wanted wanted = Wanted.asIs(held).with(item.topology());
    TopologyState state = Objects.requireNonNullElse(item.state(), held.state());
    return state == held.state()
        ? wanted
        : wanted.with(state, state == TopologyState.PAUSED ? pause : null);
  }

  private static List<Difference> difference(Entry entry, Topology topology, TopologyState state) {
    var difference = new ArrayList<>(Differences.between(entry.topology(), topology));
    if (state != entry.state()) {
      difference.add(
          new Difference(
              "state", TextNode.valueOf(entry.state().name()), TextNode.valueOf(state.name())));
    }
    return difference;
  }

  /**
   * Deletes what the document manages and names no more.
   *
   * @param complete whether all of the document was taken: half of it is no reason to delete
   */
  Result prune(String id, boolean complete, boolean dryRun, Caller by) throws InterruptedException {
    if (!complete) {
      return refused(id, List.of("It is not deleted, because others were refused"));
    }
    Optional<Entry> entry = catalog.find(id);
    List<Difference> difference =
        entry.map(known -> Differences.between(known.topology(), null)).orElse(List.of());
    try {
      if (!dryRun) {
        pace.step();
        topologies.delete(id, by);
      }
      return new Result(id, Action.DELETE, List.of(), difference);
    } catch (Refusal refusal) {
      return refused(id, refusal);
    }
  }

  private static Pause pause(Instant now, Caller by) {
    return new Pause(by.user(), now.truncatedTo(ChronoUnit.MILLIS), WHY, null);
  }

  private static Result refused(String id, Refusal refusal) {
    return refused(id, refusal.errors().isEmpty() ? List.of(refusal.reason()) : refusal.errors());
  }

  private static Result refused(@Nullable String id, List<String> problems) {
    return new Result(Objects.requireNonNullElse(id, ""), Action.REFUSED, problems, List.of());
  }
}
