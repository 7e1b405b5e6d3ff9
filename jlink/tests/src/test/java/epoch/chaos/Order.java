package epoch.chaos;

import epoch.api.run.RunId;
import epoch.api.topology.Overlap;
import epoch.chaos.Evidence.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks at what ran beside what and after what, by what the processes themselves wrote: runs of a
 * topology, runs of a group, tasks of a graph, attempts at a task.
 */
final class Order {
  private final Map<String, Load> loads;
  private final IntPredicate quiet;
  private final Problems problems;

  /** The processes that run at the line that is looked at, and those that did before it. */
  private final List<Start> open = new ArrayList<>();

  private final List<Start> past = new ArrayList<>();

  private Order(Map<String, Load> loads, IntPredicate quiet, Problems problems) {
    this.loads = loads;
    this.quiet = quiet;
    this.problems = problems;
  }

  /**
   * Looks at all processes.
   *
   * @param known which of them count: not those of runs that nobody has asked about yet, nor
   *     containers that Drove was made to lose
   * @param quiet lines at which nothing was to start
   */
  static void check(
      Evidence evidence,
      Map<String, Load> loads,
      Predicate<Start> known,
      IntPredicate quiet,
      Problems problems) {
    var order = new Order(loads, quiet, problems);
    evidence.starts().stream().filter(known).forEach(order::take);
  }

  private void take(Start start) {
    Load load = Objects.requireNonNull(loads.get(start.topologyId()));
    List<Start> over = open.stream().filter(one -> one.hasEndedBefore(start)).toList();
    open.removeAll(over);
    past.addAll(over);
    if (quiet.test(start.from())) {
      problems.add(load, "it started while the world was held", start);
    }
    runs(load, start);
    attempts(load, start);
    if (load.work().isGraph()) {
      graph(load, start);
    }
    group(load, start);
    open.add(start);
  }

  private void runs(Load load, Start start) {
    if (load.overlap() != Overlap.ALLOW) {
      past.stream()
          .filter(one -> one.topologyId().equals(load.id()) && isBefore(start, one))
          .findFirst()
          .ifPresent(one -> problems.add(load, "it began after a later one", pair(one, start)));
      open.stream()
          .filter(one -> one.topologyId().equals(load.id()) && !one.run().equals(start.run()))
          .forEach(one -> problems.add(load, "it ran beside the run before it", pair(one, start)));
    }
  }

  private static boolean isBefore(Start one, Start other) {
    return time(one).isBefore(time(other));
  }

  private static Instant time(Start start) {
    return RunId.parse(start.runId()).map(RunId::time).orElseThrow();
  }

  private void attempts(Load load, Start start) {
    ofRun(open, start)
        .filter(one -> one.task().equals(start.task()) && one.attempt() != start.attempt())
        .forEach(one -> problems.add(load, "two attempts at once", pair(one, start)));
  }

  private void graph(Load load, Start start) {
    load.work().parts().stream()
        .filter(part -> part.name().equals(start.task()))
        .flatMap(part -> part.after().stream())
        .filter(before ->
            load.work().parts().stream()
                .anyMatch(part -> part.name().equals(before) && part.runs()))
        .filter(before -> ofRun(past, start).noneMatch(one -> one.task().equals(before)))
        .forEach(before -> problems.add(load, "it did not wait for " + before, start));
    if (ofRun(open, start).count() >= Work.PARALLELISM) {
      problems.add(load, "more tasks at once than it allows", start);
    }
  }

  private void group(Load load, Start start) {
    String group = load.policy().group();
    if (group == null) {
      return;
    }
    List<String> runs =
        Stream.concat(open.stream(), Stream.of(start))
            .filter(one ->
                group.equals(Objects.requireNonNull(loads.get(one.topologyId())).policy().group()))
            .map(Start::run)
            .distinct()
            .toList();
    if (runs.size() > load.groupLimit()) {
      problems.add(load, "more at once than the limit of group " + group, runs);
    }
  }

  private static Stream<Start> ofRun(List<Start> some, Start of) {
    return some.stream().filter(one -> one.run().equals(of.run()));
  }

  private static String pair(Start one, Start other) {
    return one + " " + other;
  }
}
