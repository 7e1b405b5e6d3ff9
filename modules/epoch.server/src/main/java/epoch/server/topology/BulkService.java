package epoch.server.topology;

import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkAnswer.Result;
import epoch.api.rest.BulkRequest;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.rest.TopologyFilter;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Entry;
import epoch.server.once.Requests;
import epoch.server.operations.Bulk;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Runs;
import epoch.server.operations.Terms;
import epoch.server.operations.Topologies;
import epoch.server.topology.BulkCheck.Action;
import epoch.server.topology.Editing.Wanted;
import epoch.server.work.Pace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing done with many topologies, one after the other at a bounded pace, each as if it had
 * been asked for alone. Thread safe.
 */
public final class BulkService implements Bulk {
  private static final int CHANGES_PER_SECOND = 200;
  private static final int RUNS_PER_SECOND = 20;

  private final Topologies topologies;
  private final Runs runs;
  private final Editing editing;
  private final Function<TopologyFilter, List<String>> search;
  private final TopologyValidator validator;
  private final Requests requests;
  private final Pace changes = new Pace(CHANGES_PER_SECOND, System::nanoTime);
  private final Pace starts = new Pace(RUNS_PER_SECOND, System::nanoTime);

  /**
   * @param search the ids of the topologies that are meant, by name
   */
  public BulkService(
      Topologies topologies,
      Runs runs,
      Editing editing,
      Function<TopologyFilter, List<String>> search,
      TopologyValidator validator,
      Requests requests) {
    this.topologies = topologies;
    this.runs = runs;
    this.editing = editing;
    this.search = search;
    this.validator = validator;
    this.requests = requests;
  }

  @Override
  public BulkAnswer run(BulkRequest request, Caller by) throws InterruptedException {
    Action action = BulkCheck.action(request);
    if (request.dryRun()) {
      return all(request, action, ids(request, action), by.on(Terms.NONE));
    }
    return requests.decideOnce(
        by,
        BulkAnswer.class,
        () -> {
          // Which ones are meant is decided once: when the request comes again, a filter may fit
          // others.
          Ids meant =
              requests.decideOnce(by.part("ids"), Ids.class, () -> new Ids(ids(request, action)));
          return all(request, action, meant.ids(), by);
        });
  }

  /** The topologies that are meant. */
  record Ids(List<String> ids) {}

  private List<String> ids(BulkRequest request, Action action) {
    List<String> ids = request.ids();
    TopologyFilter filter = Objects.requireNonNullElse(request.filter(), TopologyFilter.ALL);
    List<String> meant = ids != null ? ids.stream().distinct().toList() : search.apply(filter);
    BulkCheck.mustFit(action, meant.size());
    return meant;
  }

  private BulkAnswer all(BulkRequest request, Action action, List<String> ids, Caller by)
      throws InterruptedException {
    var results = new ArrayList<Result>(ids.size());
    for (String id : ids) {
      results.add(one(request, action, id, by.part(id)));
    }
    return new BulkAnswer(request.dryRun(), results);
  }

  private Result one(BulkRequest request, Action action, String id, Caller by)
      throws InterruptedException {
    try {
      Entry entry = editing.entry(id);
      boolean changes = changes(request, action, entry);
      if (request.dryRun() || !changes) {
        return new Result(id, true, changes, null);
      }
      return new Result(id, true, true, act(request, action, entry, by));
    } catch (Refusal refusal) {
      String fields = String.join("; ", refusal.errors());
      String why = fields.isEmpty() ? refusal.reason() : refusal.reason() + ": " + fields;
      return new Result(id, false, false, why);
    }
  }

  private boolean changes(BulkRequest request, Action action, Entry entry) {
    return switch (action) {
      case PAUSE ->
          entry.state() != TopologyState.PAUSED
              || request.reason() != null
              || request.until() != null;
      case UNPAUSE -> entry.state() != TopologyState.ACTIVE;
      case RUN, DELETE -> true;
      case LABEL -> !labelled(request, entry.topology()).equals(entry.topology());
    };
  }

  private @Nullable String act(BulkRequest request, Action action, Entry entry, Caller by)
      throws InterruptedException {
    String id = entry.id();
    (action == Action.RUN ? starts : changes).step();
    switch (action) {
      case PAUSE -> topologies.pause(id, new PauseRequest(request.reason(), request.until()), by);
      case UNPAUSE -> topologies.unpause(id, by);
      case DELETE -> {
        int unended = topologies.delete(id, by);
        return unended == 0 ? null : Topologies.ending(unended);
      }
      case LABEL -> label(request, entry, by);
      case RUN -> {
        return runs.start(id, new RunRequest(null, null, request.reason()), by).runId();
      }
    }
    return null;
  }

  private void label(BulkRequest request, Entry entry, Caller by) throws InterruptedException {
    editing.change(
        entry,
        null,
        by,
        (held, now) -> {
          Topology labelled = labelled(request, held.topology());
          List<Violation> wrong = validator.validate(labelled);
          if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
          }
          return Wanted.asIs(held).with(labelled);
        });
  }

  private static Topology labelled(BulkRequest request, Topology topology) {
    var labels =
        new LinkedHashMap<String, String>(
            Objects.requireNonNullElse(topology.labels(), Map.<String, String>of()));
    Objects.requireNonNull(request.labels())
        .forEach((key, value) -> {
          if (value == null) {
            labels.remove(key);
          } else {
            labels.put(key, value);
          }
        });
    return topology.withLabels(labels.isEmpty() ? null : labels);
  }
}
