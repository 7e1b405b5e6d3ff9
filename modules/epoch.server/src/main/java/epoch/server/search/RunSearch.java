package epoch.server.search;

import epoch.api.json.Json;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.operations.RunFilter;
import epoch.server.run.ActiveRuns;
import epoch.server.run.RunService;
import epoch.server.store.Outcome;
import epoch.server.store.RunKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds runs of all topologies: those that are active, and of each topology those that its schedule
 * remembers. All of that is in memory; what else there is to say of a run is read for those that
 * are answered. Thread safe.
 */
final class RunSearch {
  /** Where the time begins in an id: as text it sorts as the time does. */
  private static final int TIME = 4;

  private static final String LAST_TIME = "~";

  private final TopologySearch topologies;
  private final ActiveRuns active;
  private final RunService runs;

  /** A run that was found. */
  private record Found(RunKey key, @Nullable Run live, @Nullable Outcome outcome) {}

  RunSearch(TopologySearch topologies, ActiveRuns active, RunService runs) {
    this.topologies = topologies;
    this.active = active;
    this.runs = runs;
  }

  Part find(RunFilter filter, PageRequest page) throws InterruptedException {
    RunOrder order = RunOrder.of(page.sort());
    Key after = page.after() == null ? null : Cursor.read(order.sort(), page.after());
    var best = new Selection<Found>(Key.order(order.descending()), page.limit(), after);
    String text = filter.text() == null ? "" : filter.text().strip().toLowerCase(Locale.ROOT);
    var window = new Window(filter.since(), filter.until());
    Map<String, List<Run>> live = active.all().collect(Collectors.groupingBy(Run::topologyId));
    topologies
        .matching(filter.topology(), id -> isAnyOf(filter.topologies(), id))
        .forEach(row -> {
          boolean all = text.isEmpty() || row.text().contains(text);
          List<Run> unended = live.getOrDefault(row.id(), List.of());
          for (Run run : unended) {
            if (matches(filter, run.state(), run.runId(), window)
                && (all || has(run.runId(), text))) {
              var key = new RunKey(row.id(), run.runId());
              best.offer(order.key(key, null), new Found(key, run, null));
            }
          }
          for (Outcome outcome : row.newest()) {
            // One that ended while we look is in both.
            if (unended.stream().noneMatch(run -> run.runId().equals(outcome.runId()))
                && matches(filter, outcome.state(), outcome.runId(), window)
                && (all || has(outcome.runId(), text))) {
              var key = new RunKey(row.id(), outcome.runId());
              best.offer(order.key(key, outcome.millis()), new Found(key, null, outcome));
            }
          }
        });
    List<Found> first = best.first();
    Map<RunKey, Run> read =
        runs.read(first.stream().filter(found -> found.live() == null).map(Found::key).toList());
    return new Part(
        () -> first.stream().map(found -> json(found, read)).iterator(),
        first.size(),
        Optional.ofNullable(best.next()).map(key -> Cursor.write(order.sort(), key)),
        best.total());
  }

  /** A part of these runs, the newest first. */
  static Part part(List<Run> runs, PageRequest page) {
    String sort = "-created";
    if (page.sort() != null && !page.sort().equals(sort)) {
      throw TopologyOrder.unknown(page.sort(), List.of(sort));
    }
    Key after = page.after() == null ? null : Cursor.read(sort, page.after());
    var best = new Selection<Run>(Key.order(true), page.limit(), after);
    for (Run run : runs) {
      long created = run.created().toEpochMilli();
      best.offer(new Key(0, false, created, run.runId(), run.runId()), run);
    }
    List<Run> first = best.first();
    return new Part(
        () -> first.stream().map(run -> Json.bytes(RunEntry.of(run))).iterator(),
        first.size(),
        Optional.ofNullable(best.next()).map(key -> Cursor.write(sort, key)),
        best.total());
  }

  private static byte[] json(Found found, Map<RunKey, Run> read) {
    Run run = found.live() != null ? found.live() : read.get(found.key());
    return Json.bytes(RunEntry.of(run == null ? remembered(found) : run));
  }

  /** What the schedule remembers of a run whose record is not kept any more. */
  private static Run remembered(Found found) {
    Outcome outcome = found.outcome();
    if (outcome == null) {
      throw new IllegalStateException("A run that is neither active nor ended");
    }
    Instant began = outcome.began() == null ? Instant.EPOCH : outcome.began();
    return new Run(
        found.key().topologyId(),
        outcome.runId(),
        outcome.state(),
        "Its details are not kept any more",
        Map.of(),
        outcome.type(),
        began,
        began.plusMillis(outcome.millis()),
        outcome.isScheduled() ? RunId.parse(outcome.runId()).map(RunId::time).orElse(null) : null,
        Map.of());
  }

  private static boolean matches(RunFilter filter, RunState state, String runId, Window window) {
    RunType type = runId.startsWith("ESR-") ? RunType.SCHEDULED : RunType.INSTANT;
    return isAnyOf(filter.states(), state) && isAnyOf(filter.types(), type) && window.has(runId);
  }

  private static <E> boolean isAnyOf(Set<E> wanted, E value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static boolean has(String runId, String text) {
    return runId.toLowerCase(Locale.ROOT).contains(text);
  }

  /** A window of time, in the words of ids. */
  private record Window(String since, String until) {
    Window(@Nullable Instant since, @Nullable Instant until) {
      this(since == null ? "" : time(since), until == null ? LAST_TIME : time(until));
    }

    private static String time(Instant moment) {
      return new RunId(RunType.SCHEDULED, moment).toString().substring(TIME);
    }

    boolean has(String runId) {
      String time = runId.substring(Math.min(TIME, runId.length()));
      return time.compareTo(since) >= 0 && time.compareTo(until) <= 0;
    }
  }

  /** An order of runs. */
  private record RunOrder(By by, boolean descending) {
    enum By {
      CREATED,
      DURATION,
      TOPOLOGY
    }

    static RunOrder of(@Nullable String sort) {
      if (sort == null) {
        return new RunOrder(By.CREATED, true);
      }
      boolean descending = sort.startsWith("-");
      String name = sort.substring(descending ? 1 : 0);
      for (By by : By.values()) {
        if (by.name().toLowerCase(Locale.ROOT).equals(name)) {
          return new RunOrder(by, descending);
        }
      }
      throw TopologyOrder.unknown(sort, List.of(By.values()));
    }

    String sort() {
      return (descending ? "-" : "") + by.name().toLowerCase(Locale.ROOT);
    }

    Key key(RunKey run, @Nullable Long millis) {
      String name = run.topologyId() + "/" + run.runId();
      return switch (by) {
        case CREATED ->
            Key.ofText(run.runId().substring(Math.min(TIME, run.runId().length())), name);
        case TOPOLOGY -> Key.ofText(run.topologyId(), name);
        case DURATION -> millis == null ? Key.absent(name) : Key.ofNumber(millis, name);
      };
    }
  }
}
