package epoch.chaos;

import epoch.api.run.Run;
import epoch.chaos.Evidence.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks whether those who wait for room in a group that has it for one go by their priority. */
final class LineCheck {
  /** From the begin of a run until it waits in line. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final Map<String, Load> loads;
  private final Map<String, Run> runs;
  private final Journal journal;
  private final Problems problems;

  private LineCheck(
      Map<String, Load> loads, Map<String, Run> runs, Journal journal, Problems problems) {
    this.loads = loads;
    this.runs = runs;
    this.journal = journal;
    this.problems = problems;
  }

  /**
   * Looks at all processes.
   *
   * @param runs those that count, by their names
   */
  static void check(
      Evidence evidence,
      Map<String, Load> loads,
      Map<String, Run> runs,
      Journal journal,
      Problems problems) {
    var check = new LineCheck(loads, runs, journal, problems);
    evidence.starts().stream()
        .filter(start -> runs.containsKey(start.run()))
        .filter(start -> check.load(start).groupLimit() == 1)
        .collect(Collectors.groupingBy(start -> String.valueOf(check.load(start).policy().group())))
        .values()
        .forEach(check::look);
  }

  private void look(List<Start> group) {
    for (int i = 1; i + 1 < group.size(); i++) {
      Start before = group.get(i - 1);
      Start next = group.get(i);
      Optional<Start> passed =
          group.subList(i + 1, group.size()).stream()
              .filter(one -> load(one).priority() > load(next).priority())
              .filter(one -> created(one).plus(SLACK).isBefore(before.ended()))
              // Where answers are lost it takes longer until it is known that one is to wait.
              .filter(one -> !journal.isStopped(created(one), created(one)))
              .findFirst();
      if (passed.isPresent()) {
        problems.add(load(next), "it went before one of a higher priority", next + " " + passed);
      }
    }
  }

  private Load load(Start start) {
    return Objects.requireNonNull(loads.get(start.topologyId()));
  }

  private Instant created(Start start) {
    return Objects.requireNonNull(runs.get(start.run())).created();
  }
}
