package epoch.chaos;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.chaos.Evidence.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares when runs began, told by the processes themselves, with when they might begin and by
 * when they had to.
 */
final class StartCheck {
  /** Between a decision and the first word of a process, on a machine that is busy. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** A machine that takes longer from a fire time to a process may be late for no other reason. */
  private static final Duration PROMPT = Duration.ofSeconds(1);

  private final Map<String, Load> loads;
  private final Journal journal;
  private final Evidence evidence;
  private final Problems problems;

  StartCheck(Map<String, Load> loads, Journal journal, Evidence evidence, Problems problems) {
    this.loads = loads;
    this.journal = journal;
    this.evidence = evidence;
    this.problems = problems;
  }

  /** Checks a run that began. */
  void check(Load load, Run run, List<Start> starts) {
    Instant fireTime = Load.fireTime(run);
    Instant earliest = load.earliest(fireTime);
    if (run.created().isBefore(earliest)
        || starts.stream().anyMatch(start -> start.began().isBefore(earliest))) {
      problems.add(load, "it began before it was put off to, " + earliest, run + " " + starts);
    }
    Instant latest = load.latest(fireTime);
    if (latest.equals(Instant.MAX)) {
      return;
    }
    if (run.created().isAfter(latest.plus(SLACK))) {
      problems.add(load, "it was begun after its start deadline, " + latest, run);
    }
    // A create that was sent in time may be carried out late, or may have to be sent again.
    if (!journal.isDisturbed(fireTime, latest)
        && starts.stream().anyMatch(start -> start.began().isAfter(latest.plus(SLACK)))) {
      problems.add(load, "it started after its start deadline, " + latest, run + " " + starts);
    }
  }

  /** Checks a run that waited until it was too late. */
  void lapsed(Load load, LedgerEntry entry, @Nullable Run run) {
    Instant latest = load.latest(entry.time());
    if (run == null || run.state() != RunState.SKIPPED || run.updated().isBefore(latest)) {
      problems.add(load, "too late to begin, but it was not", entry + " " + run);
    } else if (!isExplained(entry.time(), latest)
        && !isSlow(entry.time(), latest)
        && !isFull(load, run, latest)) {
      problems.add(load, "it had to wait, but for nothing", entry + " " + run);
    }
  }

  /** Checks a fire time that had no run because it was too late for one. */
  void missed(Load load, LedgerEntry entry) {
    if (entry.runId() != null
        || load.latest(entry.time()).equals(Instant.MAX)
        || !isExplained(entry.time(), load.latest(entry.time()))) {
      problems.add(load, "too late to begin without need", entry);
    }
  }

  private boolean isExplained(Instant time, Instant latest) {
    return journal.stoodStill(time) || journal.held(time) || journal.isDisturbed(time, latest);
  }

  /** Whether another of its group, in which there is room for one, ran while it might begin. */
  private boolean isFull(Load load, Run run, Instant latest) {
    return evidence.starts().stream()
        .filter(start -> !start.run().equals(run.topologyId() + "/" + run.runId()))
        .filter(start -> Objects.equals(load.policy().group(), group(start)))
        .anyMatch(start -> start.ranWithin(run.created().minus(SLACK), latest));
  }

  /** Whether what had nothing to wait for began late as well. */
  private boolean isSlow(Instant from, Instant until) {
    return evidence.starts().stream()
        .filter(start -> start.began().isAfter(from) && start.began().isBefore(until.plus(SLACK)))
        .filter(start -> load(start).waitsForNothing())
        .anyMatch(start ->
            RunId.parse(start.runId())
                .filter(id -> start.began().isAfter(id.time().plus(PROMPT)))
                .isPresent());
  }

  private Load load(Start start) {
    return Objects.requireNonNull(loads.get(start.topologyId()));
  }

  private @Nullable String group(Start start) {
    return load(start).policy().group();
  }
}
