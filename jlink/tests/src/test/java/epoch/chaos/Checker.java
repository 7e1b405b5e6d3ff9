package epoch.chaos;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskRun;
import epoch.api.topology.CatchUp;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares, per topology and fire time: what should have fired, what the ledger says, which runs
 * there are, and which tasks really started. What is missing, double, contradictory or unexplained
 * is a problem, told with its evidence.
 */
final class Checker {
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Of what is run after a closure. */
  private static final String CALENDARS_WERE = "run once after its calendars had been closed";

  /** Drove and Epoch tell times by one clock here. */
  private static final Duration SAME_CLOCK = Duration.ofMillis(100);

  /**
   * What Epoch says of a topology.
   *
   * @param created from when on it fires
   */
  record Found(Instant created, List<LedgerEntry> ledger, List<Run> runs) {}

  private final Journal journal;
  private final Map<String, List<String>> starts;
  private final Totals totals = new Totals();
  private final List<String> problems = new ArrayList<>();

  private Checker(Journal journal, Map<String, List<String>> starts) {
    this.journal = journal;
    this.starts = starts;
  }

  /**
   * Checks everything up to a moment.
   *
   * @param evidence the lines that the tasks themselves wrote: topology, run, uid
   * @return totals and problems
   */
  static Report check(
      List<Load> loads, Map<String, Found> found, Path evidence, Instant until, Journal journal)
      throws IOException {
    Map<String, List<String>> starts =
        Files.readAllLines(evidence).stream()
            .map(line -> line.split(" ", -1))
            .collect(
                Collectors.groupingBy(
                    words -> words[0] + "/" + words[1],
                    Collectors.mapping(words -> words[2], Collectors.toList())));
    var checker = new Checker(journal, starts);
    for (Load load : loads) {
      checker.check(load, Objects.requireNonNull(found.get(load.id())), until);
    }
    checker.totals.gap(
        found.values().stream()
            .flatMap(some -> some.runs().stream())
            .filter(run -> run.state() != RunState.SKIPPED)
            .map(Run::created)
            .sorted()
            .toList(),
        journal);
    return new Report(checker.totals, checker.problems);
  }

  /** What a check found. */
  record Report(Totals totals, List<String> problems) {}

  private void check(Load load, Found found, Instant until) {
    var unseen = new HashSet<>(load.fireTimes(found.created(), until));
    totals.expected += unseen.size();
    Map<String, Run> runs = new HashMap<>();
    for (Run run : found.runs()) {
      if (runs.put(run.runId(), run) != null) {
        problem(load, "two runs of one id", run);
      }
    }
    Set<String> accounted = new HashSet<>();
    for (LedgerEntry entry : found.ledger()) {
      if (!unseen.remove(entry.time())) {
        problem(load, "a fire time that is none, or is there twice", entry);
      }
      if (entry.runId() != null) {
        accounted.add(entry.runId());
      }
      entry(load, entry, runs);
    }
    onceAfterEachClosure(load, found.ledger());
    besideEachOther(load, found.runs());
    for (Instant lost : unseen) {
      totals.lost++;
      problem(load, "lost: the ledger has nothing of this fire time", lost);
    }
    for (Run run : found.runs()) {
      if (!accounted.contains(run.runId())) {
        problem(load, "a run that the ledger does not know", run);
      }
    }
    starts.keySet().stream()
        .filter(key -> key.startsWith(load.id() + "/"))
        .map(key -> key.substring(load.id().length() + 1))
        .filter(runId -> !accounted.contains(runId) && isUntil(runId, until))
        .forEach(runId -> problem(load, "a task started of a run that the ledger has not", runId));
  }

  private static boolean isUntil(String runId, Instant until) {
    return epoch.api.run.RunId.parse(runId).map(id -> !id.time().isAfter(until)).orElse(true);
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
          problem(load, "it ran while its calendar was closed", entry);
        } else if (after != load.isClosed(entry.time())) {
          problem(load, "what it says of its calendar is not so", entry);
        }
        if (run == null) {
          problem(load, "it ran, but there is no run", entry);
        } else {
          ran(load, entry, run);
        }
      }
      case "SKIPPED" -> {
        totals.count("SKIPPED", reason);
        skipped(load, entry, reason, run, runs);
      }
      case "MISSED" -> {
        totals.count("MISSED", reason);
        boolean closed = load.isClosed(entry.time());
        if (closed && load.inCalendar() == InCalendar.SKIP) {
          problem(load, "missed while its calendar was closed", entry);
        }
        // What is run after a closure is due, and missed, at its end.
        boolean needed =
            journal.stoodStill(entry.time())
                || (closed && journal.stoodStill(Load.closure(entry.time()).plusSeconds(15)));
        if (run != null || load.catchUp() == CatchUp.ALL || !needed) {
          problem(load, "missed without need", entry);
        }
      }
      case "UNACCOUNTED" -> {
        totals.count("UNACCOUNTED", reason);
        if (!journal.foreign.contains(load.id())) {
          problem(load, "nobody but Epoch wrote, and it is not accounted for", entry);
        }
      }
      default -> problem(load, "not accounted for in the end", entry);
    }
  }

  private void ran(Load load, LedgerEntry entry, Run run) {
    List<String> started = starts.getOrDefault(load.id() + "/" + run.runId(), List.of());
    List<String> taskIds = taskIds(load, run);
    boolean forgotten =
        taskIds.stream().anyMatch(journal.forgotten::contains) || journal.endedForgotten;
    boolean lost = taskIds.stream().anyMatch(journal.lost::contains);
    Set<String> attempts = Set.copyOf(started);
    if (attempts.stream().map(start -> start.split("/", -1)[0]).distinct().count() > 1
        || (attempts.size() > 1 && !load.retried())) {
      problem(load, "two starts of one run that its tasks cannot tell", run + " " + started);
    }
    if (started.size() > attempts.size() && forgotten) {
      totals.doubleByDrove++;
    } else if (started.size() > attempts.size()) {
      totals.twice++;
      problem(load, "started twice", run + " " + started);
    }
    if (load.retried() && attempts.size() < 2 && !lost && !forgotten) {
      problem(load, "its first attempt fails, and there was no other", run + " " + started);
    }
    if (started.isEmpty() && !lost && !forgotten) {
      totals.lost++;
      problem(load, "it ran, but its task never started", entry + " " + run);
    }
    if (run.state() != RunState.SUCCESSFUL) {
      totals.count("runs " + run.state(), run.message());
      if (!lost && !forgotten) {
        problem(load, "its task did well, its run did not", run);
      }
    }
  }

  /** The ids on Drove of all attempts that there may be. */
  private static List<String> taskIds(Load load, Run run) {
    String first = load.id() + "-" + run.runId() + "-work";
    return IntStream.rangeClosed(1, load.retried() ? Load.ATTEMPTS : 1)
        .mapToObj(attempt -> attempt == 1 ? first : first + "-a" + attempt)
        .toList();
  }

  /** One run at most, of the latest fire time that is not skipped for another reason. */
  private void onceAfterEachClosure(Load load, List<LedgerEntry> ledger) {
    ledger.stream()
        .filter(entry -> load.isClosed(entry.time()) && entry.verdict().equals("CAUGHT_UP"))
        .collect(Collectors.groupingBy(entry -> Load.closure(entry.time())))
        .values()
        .stream()
        .filter(some -> some.size() > 1)
        .forEach(some -> problem(load, "run more than once after a closure", some));
  }

  /** Whatever the overlap, but for that of containers that Drove has lost. */
  private void besideEachOther(Load load, List<Run> runs) {
    List<TaskRun> tasks =
        runs.stream()
            .map(run -> run.tasks().get("work"))
            .filter(Objects::nonNull)
            .filter(task -> task.started() != null)
            .sorted(Comparator.comparing(TaskRun::started))
            .toList();
    for (int i = 1; i < tasks.size(); i++) {
      TaskRun before = tasks.get(i - 1);
      boolean known =
          !journal.endedForgotten
              && !journal.forgotten.contains(before.taskId())
              && !journal.lost.contains(before.taskId());
      if (known
          && before.ended() != null
          && before.ended().isAfter(tasks.get(i).started().plus(SAME_CLOCK))) {
        problem(load, "it ran beside the run before it", before + " " + tasks.get(i));
      }
    }
  }

  private void skipped(
      Load load,
      LedgerEntry entry,
      String reason,
      @org.jspecify.annotations.Nullable Run run,
      Map<String, Run> runs) {
    if (starts.containsKey(load.id() + "/" + entry.runId())) {
      problem(load, "skipped, but its task started", entry);
    }
    if (reason.contains("has not ended")) {
      if (run == null || run.state() != RunState.SKIPPED) {
        problem(load, "skipped, but its run says otherwise", entry + " " + run);
      } else if (runs.values().stream().noneMatch(other -> overlaps(other, run))) {
        problem(load, "skipped for an overlap that there was not", run);
      }
    } else if (reason.contains("waits already")) {
      if (load.overlap() != Overlap.QUEUE || run == null || run.state() != RunState.SKIPPED) {
        problem(load, "skipped because another waits, where none waits", entry + " " + run);
      } else if (runs.values().stream().filter(other -> overlaps(other, run)).count() < 2) {
        problem(load, "skipped because another waits, but none did", run);
      }
    } else if (reason.contains("may still be running")) {
      if (journal.lost.stream().noneMatch(task -> task.startsWith(load.id() + "-"))) {
        problem(load, "skipped for a lost task, but none was lost", entry);
      }
    } else if (reason.startsWith("calendar ")) {
      if (!load.isClosed(entry.time())) {
        problem(load, "skipped for a calendar that was not closed", entry);
      }
    } else if (!reason.startsWith("held by") || !journal.held(entry.time())) {
      problem(load, "skipped without need", entry);
    }
  }

  private static boolean overlaps(Run other, Run skipped) {
    return other.state() != RunState.SKIPPED
        && !other.created().isAfter(skipped.created().plus(SLACK))
        && !other.updated().isBefore(skipped.created().minus(SLACK));
  }

  private void problem(Load load, String what, Object evidence) {
    problems.add(
        "%s (period %d, phase %d, %s): %s: %s"
            .formatted(load.id(), load.period(), load.phase(), load.catchUp(), what, evidence));
  }
}
