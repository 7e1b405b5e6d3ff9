package epoch.chaos;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.topology.CatchUp;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import epoch.chaos.Evidence.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares, per topology and fire time: what should have fired, what the ledger says, which runs
 * there are, and which tasks really started. What is missing, double, contradictory or unexplained
 * is a problem, told with its evidence.
 */
final class Checker {
  /** Of what is run after a closure. */
  private static final String CALENDARS_WERE = "run once after its calendars had been closed";

  /** Of what may not begin any more. */
  private static final String TOO_LATE = "it could not begin within its start";

  /**
   * What Epoch says of a topology.
   *
   * @param created from when on it fires
   */
  record Found(Instant created, List<LedgerEntry> ledger, List<Run> runs) {}

  /**
   * What a check found.
   *
   * @param kinds how many problems there are of each kind
   */
  record Report(Totals totals, List<String> problems, Map<String, Integer> kinds) {}

  private final Journal journal;
  private final Evidence evidence;
  private final Instant until;
  private final Totals totals = new Totals();
  private final Problems problems = new Problems();
  private final StartCheck startCheck;
  private final RunCheck runCheck;
  private final OverlapCheck overlapCheck;
  private final PauseCheck pauseCheck;

  private Checker(Map<String, Load> loads, Journal journal, Evidence evidence, Instant until) {
    this.journal = journal;
    this.evidence = evidence;
    this.until = until;
    this.startCheck = new StartCheck(loads, journal, evidence, problems);
    this.runCheck = new RunCheck(journal, evidence, until, totals, problems, startCheck);
    this.overlapCheck = new OverlapCheck(journal, evidence, problems);
    this.pauseCheck = new PauseCheck(journal, totals, problems);
  }

  /**
   * Checks everything up to a moment.
   *
   * @param evidence what the tasks themselves wrote
   * @return totals and problems
   */
  static Report check(
      List<Load> loads, Map<String, Found> found, Path evidence, Instant until, Journal journal)
      throws IOException {
    Map<String, Load> byId =
        loads.stream().collect(Collectors.toMap(Load::id, Function.identity()));
    var checker = new Checker(byId, journal, Evidence.read(evidence), until);
    for (Load load : loads) {
      checker.check(load, Objects.requireNonNull(found.get(load.id())));
    }
    List<Run> runs = found.values().stream().flatMap(some -> some.runs().stream()).toList();
    checker.order(byId, runs);
    checker.totals.gap(
        runs.stream()
            .filter(run -> run.state() != RunState.SKIPPED)
            .map(Run::created)
            .sorted()
            .toList(),
        journal);
    return new Report(checker.totals, checker.problems.all(), checker.problems.kinds());
  }

  private void order(Map<String, Load> loads, List<Run> runs) {
    Map<String, Run> counted =
        runs.stream()
            .filter(run -> !journal.forgives(run) && !journal.isClosed(run))
            .collect(
                Collectors.toMap(
                    run -> run.topologyId() + "/" + run.runId(), run -> run, (one, _) -> one));
    LineCheck.check(evidence, loads, counted, journal, problems);
    Order.check(
        evidence, loads, start -> counted.containsKey(start.run()), journal::isQuiet, problems);
  }

  private void check(Load load, Found found) {
    var unseen = new HashSet<>(load.fireTimes(found.created(), until));
    totals.expected += unseen.size();
    Map<String, Run> runs = new HashMap<>();
    for (Run run : found.runs()) {
      if (runs.put(run.runId(), run) != null) {
        problems.add(load, "two runs of one id", run);
      }
    }
    Set<String> accounted = new HashSet<>();
    for (LedgerEntry entry : found.ledger()) {
      if (!unseen.remove(entry.time())) {
        problems.add(load, "a fire time that is none, or is there twice", entry);
      }
      if (entry.runId() != null) {
        accounted.add(entry.runId());
      }
      entry(load, entry, runs);
    }
    onceAfterEachClosure(load, found.ledger());
    if (load.isPausedByFailures()) {
      pauseCheck.check(load, found.ledger(), found.runs());
    }
    for (Instant lost : unseen) {
      totals.lost++;
      problems.add(load, "lost: the ledger has nothing of this fire time", lost);
    }
    for (Run run : found.runs()) {
      if (!accounted.contains(run.runId())) {
        problems.add(load, "a run that the ledger does not know", run);
      }
    }
    evidence.ofTopology(load.id()).stream()
        .map(Start::runId)
        .filter(runId -> !accounted.contains(runId) && isLookedAt(runId))
        .forEach(
            runId -> problems.add(load, "a task started of a run that the ledger has not", runId));
  }

  private boolean isLookedAt(String runId) {
    return RunId.parse(runId).map(id -> !id.time().isAfter(until)).orElse(true);
  }

  private void entry(Load load, LedgerEntry entry, Map<String, Run> runs) {
    Run run = entry.runId() == null ? null : runs.get(entry.runId());
    String reason = String.valueOf(entry.reason());
    switch (entry.verdict()) {
      case "RAN", "CAUGHT_UP" -> {
        boolean after = CALENDARS_WERE.equals(entry.reason());
        totals.count(entry.verdict(), after ? reason : null);
        if (!after) {
          totals.late(entry.lateness());
        }
        if (load.isClosed(entry.time()) && load.inCalendar() == InCalendar.SKIP) {
          problems.add(load, "it ran while its calendar was closed", entry);
        } else if (after != load.isClosed(entry.time())) {
          problems.add(load, "what it says of its calendar is not so", entry);
        }
        if (run == null) {
          problems.add(load, "it ran, but there is no run", entry);
        } else {
          begun(load, run, runs.values());
        }
      }
      case "SKIPPED" -> {
        totals.count("SKIPPED", reason);
        skipped(load, entry, reason, run, runs.values());
      }
      case "MISSED" -> {
        totals.count("MISSED", reason);
        missed(load, entry, reason);
      }
      case "UNACCOUNTED" -> {
        totals.count("UNACCOUNTED", reason);
        if (!journal.foreign.contains(load.id())) {
          problems.add(load, "nobody but Epoch wrote, and it is not accounted for", entry);
        }
      }
      default -> problems.add(load, "not accounted for in the end", entry);
    }
  }

  private void begun(Load load, Run run, Collection<Run> all) {
    runCheck.check(load, run, all);
    overlapCheck.begun(load, run, all);
  }

  private void missed(Load load, LedgerEntry entry, String reason) {
    if (reason.startsWith(TOO_LATE)) {
      startCheck.missed(load, entry);
      return;
    }
    boolean closed = load.isClosed(entry.time());
    if (closed && load.inCalendar() == InCalendar.SKIP) {
      problems.add(load, "missed while its calendar was closed", entry);
    }
    boolean needed =
        journal.stoodStill(entry.time())
            || journal.stoodStill(load.earliest(entry.time()))
            || (closed && journal.stoodStill(Load.closureEnd(entry.time())));
    CatchUp policy = reason.contains("only the latest") ? CatchUp.LATEST : CatchUp.NONE;
    if (entry.runId() != null || load.catchUp() != policy || !needed) {
      problems.add(load, "missed without need", entry);
    }
  }

  /** One run at most, of the latest fire time that is not skipped for another reason. */
  private void onceAfterEachClosure(Load load, List<LedgerEntry> ledger) {
    ledger.stream()
        .filter(entry -> load.isClosed(entry.time()) && entry.verdict().equals("CAUGHT_UP"))
        .collect(Collectors.groupingBy(entry -> Load.closure(entry.time())))
        .values()
        .stream()
        .filter(some -> some.size() > 1)
        .forEach(some -> problems.add(load, "run more than once after a closure", some));
  }

  /** What is run after a closure is due, and held or missed, at its end. */
  private boolean isHeld(Load load, LedgerEntry entry) {
    return journal.held(entry.time())
        || journal.held(load.earliest(entry.time()))
        || (load.isClosed(entry.time())
            && load.inCalendar() == InCalendar.RUN_ONCE_AFTER
            && journal.held(Load.closureEnd(entry.time())));
  }

  private void skipped(
      Load load, LedgerEntry entry, String reason, @Nullable Run run, Collection<Run> runs) {
    if (entry.runId() != null && !evidence.ofRun(load.id(), entry.runId()).isEmpty()) {
      problems.add(load, "skipped, but its task started", entry);
    }
    if (reason.contains("has not ended") || reason.contains("waits already")) {
      overlapCheck.skipped(load, reason, run, runs);
    } else if (reason.toLowerCase(Locale.ROOT).startsWith(TOO_LATE)) {
      startCheck.lapsed(load, entry, run);
    } else if (reason.equals(PauseCheck.PAUSED)) {
      if (!load.isPausedByFailures()) {
        problems.add(load, "paused, but it never wants to be", entry);
      }
    } else if (reason.contains("it is replaced by")) {
      if (load.overlap() != Overlap.REPLACE || run == null || run.state() != RunState.SKIPPED) {
        problems.add(load, "replaced, where nothing is", entry + " " + run);
      } else {
        begun(load, run, runs);
      }
    } else if (reason.contains("may still be running")) {
      if (journal.lost.stream().noneMatch(task -> task.startsWith(load.id() + "-"))) {
        problems.add(load, "skipped for a lost task, but none was lost", entry);
      }
    } else if (reason.startsWith("calendar ")) {
      if (!load.isClosed(entry.time()) || reason.contains("superseded")) {
        problems.add(load, "skipped for a calendar that was not closed, or by no edit", entry);
      }
    } else if (!reason.startsWith("held by") || !isHeld(load, entry)) {
      problems.add(load, "skipped without need", entry);
    }
  }
}
