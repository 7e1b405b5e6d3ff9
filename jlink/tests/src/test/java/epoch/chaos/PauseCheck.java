package epoch.chaos;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.chaos.Journal.Resume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks whether a topology was paused when so many of its runs had failed in a row as it wants,
 * neither before nor after, whoever led meanwhile, and whether it stayed so until somebody let it
 * fire again.
 */
final class PauseCheck {
  /** What the ledger says of fire times in such a pause. */
  static final String PAUSED = "paused by Epoch: " + Load.FAILURES + " runs failed in a row";

  private final Journal journal;
  private final Totals totals;
  private final Problems problems;

  PauseCheck(Journal journal, Totals totals, Problems problems) {
    this.journal = journal;
    this.totals = totals;
    this.problems = problems;
  }

  /** Checks a topology that wants to be paused. */
  void check(Load load, List<LedgerEntry> ledger, List<Run> all) {
    List<Resume> resumes = journal.resumes(load.id());
    List<Run> ended =
        all.stream()
            .filter(run -> run.state() == RunState.FAILED || run.state() == RunState.SUCCESSFUL)
            .sorted(Comparator.comparing(Run::updated))
            .toList();
    for (Run run : all) {
      if (run.state() != RunState.SKIPPED) {
        begun(load, run, ended, resumes);
      }
    }
    for (LedgerEntry entry : ledger) {
      if (entry.verdict().equals("SKIPPED") && PAUSED.equals(entry.reason())) {
        skipped(load, entry, ended, resumes);
      }
    }
    for (Run run : ended) {
      if (certain(run.updated(), ended, resumes).size() == Load.FAILURES) {
        paused(load, run.updated(), ledger, ended, resumes);
      }
    }
  }

  /** None begins once so many have failed. */
  private void begun(Load load, Run run, List<Run> ended, List<Resume> resumes) {
    List<Run> failed = certain(run.created().minusMillis(1), ended, resumes);
    if (failed.size() >= Load.FAILURES) {
      problems.add(load, "it began although so many before it had failed", run + " " + failed);
    }
  }

  /** None is skipped before so many have failed. */
  private void skipped(Load load, LedgerEntry entry, List<Run> ended, List<Resume> resumes) {
    Instant lifted =
        resumes.stream()
            .filter(resume -> resume.until().isBefore(entry.time()))
            .map(Resume::from)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    // A run may end after a fire time that its end decides about, where nobody led for a while.
    List<Run> failed =
        inARow(
            ended,
            run -> Load.fireTime(run).isBefore(entry.time()) && run.updated().isAfter(lifted));
    if (failed.size() < Load.FAILURES) {
      problems.add(load, "paused before so many had failed", entry + " " + failed);
    }
  }

  /** All are skipped from the end of the last that failed until somebody lets it fire again. */
  private void paused(
      Load load, Instant since, List<LedgerEntry> ledger, List<Run> ended, List<Resume> resumes) {
    Instant until =
        resumes.stream()
            .filter(resume -> !resume.until().isBefore(since))
            .map(Resume::from)
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    List<Run> failed = certain(since, ended, resumes);
    boolean between =
        journal.isStopped(failed.getFirst().created(), failed.getLast().updated().plusSeconds(1));
    totals.count("paused", between ? "a leader was lost between or at once" : null);
    ledger.stream()
        .filter(entry -> entry.time().isAfter(since) && entry.time().isBefore(until))
        .filter(entry -> !PAUSED.equals(entry.reason()))
        .filter(entry ->
            !(entry.verdict().equals("UNACCOUNTED") && journal.foreign.contains(load.id())))
        .forEach(entry -> problems.add(load, "not skipped by the pause since " + since, entry));
  }

  /** Those that had failed in a row up to a moment, for certain after it was let fire again. */
  private static List<Run> certain(Instant until, List<Run> ended, List<Resume> resumes) {
    Instant lifted =
        resumes.stream()
            .filter(resume -> !resume.from().isAfter(until))
            .map(Resume::until)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return inARow(ended, run -> !run.updated().isAfter(until) && run.updated().isAfter(lifted));
  }

  /** The last of those that are looked at, back to one that did not fail. */
  private static List<Run> inARow(List<Run> ended, Predicate<Run> which) {
    var failed = new ArrayList<Run>();
    for (Run run : ended.reversed()) {
      if (which.test(run)) {
        if (run.state() != RunState.FAILED) {
          break;
        }
        failed.addFirst(run);
      }
    }
    return failed;
  }
}
