package epoch.chaos;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.run.TaskState;
import epoch.api.topology.Overlap;
import epoch.chaos.Evidence.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a run that was to begin with what it should have done, and with its processes. */
final class RunCheck {
  private static final String THE_NEXT = "the run after it";
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Journal journal;
  private final Evidence evidence;
  private final Instant until;
  private final Totals totals;
  private final Problems problems;
  private final StartCheck startCheck;

  /**
   * @param until what fires later is not looked at
   */
  RunCheck(
      Journal journal,
      Evidence evidence,
      Instant until,
      Totals totals,
      Problems problems,
      StartCheck startCheck) {
    this.journal = journal;
    this.evidence = evidence;
    this.until = until;
    this.totals = totals;
    this.problems = problems;
    this.startCheck = startCheck;
  }

  /**
   * Checks one.
   *
   * @param all the runs of its topology
   */
  void check(Load load, Run run, Collection<Run> all) {
    List<Start> starts = evidence.ofRun(load.id(), run.runId());
    boolean forgiven = journal.forgives(run);
    if (starts.stream().map(Start::uid).distinct().count() > 1) {
      problems.add(load, "two starts of one run that its tasks cannot tell", run + " " + starts);
    }
    boolean twice =
        starts.stream().map(start -> start.task() + start.attempt()).distinct().count()
            < starts.size();
    if (twice && forgiven) {
      totals.doubleByDrove++;
    } else if (twice) {
      totals.twice++;
      problems.add(load, "started twice", run + " " + starts);
    }
    if (run.state() != RunState.SUCCESSFUL) {
      totals.count("runs " + run.state(), run.message());
    }
    startCheck.check(load, run, starts);
    journal.closingOf(run).ifPresent(closing -> closed(load, run, starts, closing));
    if (!forgiven && !journal.isClosed(run)) {
      if (!starts.stream().allMatch(Start::hasEnded)) {
        problems.add(load, "it ended before its process did", run + " " + starts);
      }
      if (run.tasks().values().stream().map(TaskRun::taskId).anyMatch(journal.stolen::contains)) {
        stolen(load, run, starts);
      } else if (run.killedBy() != null) {
        killed(load, run, starts, all);
      } else {
        ended(load, run, starts);
      }
    }
  }

  /** What a person was told is closed ended so, and nothing of it starts after its end. */
  private void closed(Load load, Run run, List<Start> starts, Closing closing) {
    if (closing.answered() && !closing.isOf(run)) {
      problems.add(load, "it was closed, but not as it should be: " + closing, run);
    }
    if (closing.isOf(run)) {
      totals.count("closed by hand", closing.as().name());
      boolean later = journal.isClosedByTheNext(run.created(), run.updated().minus(SLACK));
      Instant end = run.updated().plusMillis(500);
      if (later && starts.stream().anyMatch(start -> start.began().isAfter(end))) {
        problems.add(load, "it started after it had been closed", run + " " + starts);
      }
    }
  }

  /** A stranger's task is no success, and none of ours. */
  private void stolen(Load load, Run run, List<Start> starts) {
    boolean conflict =
        run.state() == RunState.FAILED && String.valueOf(run.message()).contains("Conflict");
    if (!starts.isEmpty() || !(conflict || run.killedBy() != null)) {
      problems.add(load, "its id was a stranger's", run + " " + starts);
    }
  }

  /** Only two have a reason to end a run: the run after it, and the clock. */
  private void killed(Load load, Run run, List<Start> starts, Collection<Run> all) {
    if (THE_NEXT.equals(run.killedBy())) {
      boolean tail = run.updated().isAfter(until.minus(SLACK));
      if (load.overlap() != Overlap.REPLACE
          || !(tail || all.stream().anyMatch(other -> replaces(other, run)))) {
        problems.add(load, "replaced, but by whom", run);
      }
    } else if (!load.isLimited()
        || Duration.between(run.created(), run.updated()).compareTo(Load.TIMEOUT) < 0) {
      problems.add(load, "killed without need", run);
    }
    if (run.state() == RunState.SUCCESSFUL && starts.isEmpty()) {
      problems.add(load, "it did well, but its task never started", run);
    }
  }

  private static boolean replaces(Run other, Run run) {
    return Load.fireTime(other).isAfter(Load.fireTime(run))
        && other.created().isBefore(run.updated().plus(SLACK));
  }

  private void ended(Load load, Run run, List<Start> starts) {
    if (load.isLimited()) {
      problems.add(load, "it took too long, and was not killed", run);
    }
    if (run.state()
        != (load.work().fails(Load.fireTime(run)) ? RunState.FAILED : RunState.SUCCESSFUL)) {
      problems.add(load, "it should have ended otherwise", run + " " + starts);
    }
    for (Part part : load.work().parts()) {
      long attempts = starts.stream().filter(start -> start.task().equals(part.name())).count();
      if (!part.runs()) {
        unwanted(load, run, run.tasks().get(part.name()), attempts);
      } else if (attempts == 0) {
        totals.lost++;
        problems.add(load, "it ran, but its task " + part.name() + " never started", run);
      } else if (load.work().isRetried() != attempts > 1) {
        problems.add(load, "not as many attempts as there should be", run + " " + starts);
      }
    }
  }

  private void unwanted(Load load, Run run, @Nullable TaskRun task, long attempts) {
    if (attempts > 0 || task == null || task.state() != TaskState.CANCELLED) {
      problems.add(load, "a task that was not to run", run);
    }
  }
}
