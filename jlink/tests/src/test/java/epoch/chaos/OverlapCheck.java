package epoch.chaos;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.Overlap;
import epoch.chaos.Evidence.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what became of a run beside others of its topology with how these may overlap. */
final class OverlapCheck {
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** By when the end of a run that is replaced was asked for: ZooKeeper may be busy with itself. */
  private static final Duration ASKED = Duration.ofSeconds(4);

  /** By when Epoch is told that a task has ended, where nothing delays that. */
  private static final Duration TOLD = Duration.ofSeconds(4);

  /** How long after a fault an end may be written that could not be written in it. */
  private static final Duration WRITTEN = Duration.ofSeconds(8);

  private final Journal journal;
  private final Evidence evidence;
  private final Problems problems;

  OverlapCheck(Journal journal, Evidence evidence, Problems problems) {
    this.journal = journal;
    this.evidence = evidence;
    this.problems = problems;
  }

  /** Checks a run that was skipped because others had not ended. */
  void skipped(Load load, String reason, @Nullable Run run, Collection<Run> all) {
    if (reason.contains("waits already")) {
      skipped(load, Overlap.QUEUE, run, 2, all);
    } else {
      skipped(load, Overlap.SKIP, run, 1, all);
    }
  }

  private void skipped(
      Load load, Overlap policy, @Nullable Run run, int others, Collection<Run> all) {
    if (load.overlap() != policy || run == null || run.state() != RunState.SKIPPED) {
      problems.add(load, "skipped for others, but its run or its policy says otherwise", run);
      return;
    }
    // Where letting in takes long, the one that waits may do so for that alone.
    int needed = journal.stoodStill(run.created()) ? 1 : others;
    List<Run> before = all.stream().filter(other -> overlaps(other, run)).toList();
    if (before.size() < needed) {
      problems.add(load, "skipped for an overlap that there was not", run);
    } else if (policy == Overlap.SKIP
        && before.stream().allMatch(other -> hadEnded(load, other, run.created()))) {
      problems.add(load, "skipped for a run whose process had ended", run + " " + before);
    }
  }

  /** Whether the task of a run had ended by itself, and so long ago that Epoch had to know. */
  private boolean hadEnded(Load load, Run run, Instant moment) {
    // Between the parts of a graph, and between two attempts, nothing runs.
    if (load.work().isGraph()
        || load.work().isRetried()
        || journal.forgives(run)
        || journal.areEndsDelayed(moment.minus(WRITTEN), moment)) {
      return false;
    }
    List<Start> starts = evidence.ofRun(run.topologyId(), run.runId());
    return !starts.isEmpty()
        && starts.stream().allMatch(start -> start.ended().isBefore(moment.minus(TOLD)));
  }

  private static boolean overlaps(Run other, Run skipped) {
    // Who waited until it was too late, or until another replaced it, had not ended either.
    boolean was = other.state() != RunState.SKIPPED || other.updated().isAfter(other.created());
    return was
        && !other.created().isAfter(skipped.created().plus(SLACK))
        && !other.updated().isBefore(skipped.created().minus(SLACK));
  }

  /** Checks a run that began, or that another replaced before. */
  void begun(Load load, Run run, Collection<Run> all) {
    switch (load.overlap()) {
      case QUEUE -> queued(load, run, all);
      case REPLACE -> replaced(load, run, all);
      case SKIP, ALLOW -> {}
    }
  }

  /** One waits at most; beside it one may be on its way to Drove. */
  private void queued(Load load, Run run, Collection<Run> all) {
    long waiting = all.stream().filter(other -> waits(other, run.created())).count();
    if (waiting > 1) {
      problems.add(load, waiting + " waited already when it came", run);
    }
  }

  private boolean waits(Run run, Instant moment) {
    return run.state() != RunState.SKIPPED
        && run.created().isBefore(moment)
        && run.updated().isAfter(moment)
        && evidence.ofRun(run.topologyId(), run.runId()).stream()
            .map(Start::began)
            .noneMatch(moment::isAfter);
  }

  /** It does not go on for long once a later one wants to begin. */
  private void replaced(Load load, Run run, Collection<Run> all) {
    if (run.killedBy() == null && run.state() != RunState.SKIPPED) {
      all.stream()
          .filter(other -> other.created().isAfter(run.created()))
          .filter(other -> other.created().isBefore(run.updated().minus(ASKED)))
          .filter(other -> !journal.stoodStill(other.created()))
          .findFirst()
          .ifPresent(other -> problems.add(load, "it was not replaced", run + " " + other));
    }
  }
}
