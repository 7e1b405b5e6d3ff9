package epoch.server.explain;

import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.server.catalog.Entry;
import epoch.server.operations.Refusal;
import epoch.server.run.Jitter;
import epoch.server.run.RunService;
import epoch.server.schedule.LedgerLine;
import epoch.server.schedule.Standstill;
import epoch.server.store.ActiveRun;
import epoch.server.store.Failover;
import epoch.server.store.Hold;
import epoch.server.store.Pausing;
import epoch.server.store.Release;
import epoch.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what became of a fire time, from all that is remembered of that time. */
final class Sentences {
  private static final Duration PUNCTUAL = Duration.ofSeconds(2);

  private final RunService runs;
  private final Standstill standstill;
  private final Store store;

  Sentences(RunService runs, Standstill standstill, Store store) {
    this.runs = runs;
    this.standstill = standstill;
    this.store = store;
  }

  String say(Entry entry, LedgerLine line, Times times) throws InterruptedException {
    LedgerEntry what = line.entry();
    Instant time = what.time();
    return switch (what.verdict()) {
      case "RAN" -> ran(entry, what, times, "");
      case "CAUGHT_UP" -> ran(entry, what, times, " because " + delay(what, times));
      case "SKIPPED" ->
          "It did not run at " + times.at(time) + " because " + skipped(entry, line, times) + ".";
      case "MISSED" ->
          "It did not run at " + times.at(time) + " because " + missed(what, times) + ".";
      case "HELD" ->
          "It has not run at "
              + times.at(time)
              + " because "
              + (isClosure(what.reason())
                  ? "its " + what.reason() + "; the latest such fire time is run after that."
                  : holding(times) + "; what becomes of it is decided at the release.");
      case "DUE" -> "It is due since " + times.at(time) + due(entry, time, times) + ".";
      case "PLANNED" ->
          isClosure(what.reason())
              ? "It will not run at " + times.at(time) + " because its " + what.reason() + "."
              : "It will run at " + begins(entry, time, times) + ".";
      default ->
          "It cannot be told whether it ran at "
              + times.at(time)
              + reason(what.reason(), ": ")
              + ".";
    };
  }

  private static String begins(Entry entry, Instant time, Times times) {
    Duration jitter = Jitter.of(entry.topology());
    return times.at(time.plus(jitter))
        + (jitter.isZero() ? "" : ", put off by its jitter from " + times.at(time));
  }

  private static String due(Entry entry, Instant time, Times times) {
    Duration jitter = Jitter.of(entry.topology());
    return jitter.isZero()
        ? " and about to be handled"
        : ", and its jitter puts it off to " + times.at(time.plus(jitter));
  }

  private String ran(Entry entry, LedgerEntry what, Times times, String whyLate)
      throws InterruptedException {
    Optional<Run> found = run(entry.id(), what.runId());
    if (found.isEmpty()) {
      return "It ran for "
          + times.at(what.time())
          + (whyLate.isEmpty() ? "" : ", late" + whyLate)
          + "; the details of the run are not kept any more.";
    }
    Run run = found.get();
    Duration late = Duration.between(what.time(), run.created());
    String when =
        late.compareTo(PUNCTUAL) <= 0 && what.reason() == null
            ? "at " + times.at(what.time())
            : "for " + times.at(what.time()) + ", " + Times.lasting(late) + " late" + whyLate + ",";
    String waits = RunEntry.of(run).waitingFor();
    String took = Times.lasting(Duration.between(run.created(), run.updated()));
    return switch (run.state()) {
      case RUNNING ->
          "It began " + when + " and " + (waits == null ? "is running" : "waits: " + waits) + ".";
      case SUCCESSFUL, COMPLETED -> "It ran " + when + " and succeeded after " + took + ".";
      case FAILED ->
          "It ran " + when + " and failed after " + took + reason(run.message(), ": ") + ".";
      case SKIPPED -> "It did not run " + when + reason(run.message(), ": ") + ".";
    };
  }

  private Optional<Run> run(String topologyId, @Nullable String runId) throws InterruptedException {
    if (runId == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(runs.find(topologyId, runId));
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }

  private String skipped(Entry entry, LedgerLine line, Times times) throws InterruptedException {
    LedgerEntry what = line.entry();
    if (line.pausing() != null) {
      return paused(entry, line.pausing(), times);
    }
    String reason = what.reason();
    if (reason != null && isClosure(reason)) {
      return "its " + reason.replaceFirst(" is closed", " was closed");
    }
    if (what.runId() != null && line.isForOverlap()) {
      Optional<Run> before = runningAt(entry.id(), what.time(), what.runId());
      if (before.isPresent()) {
        Run run = before.get();
        return "the run before it, "
            + run.runId()
            + ", which began at "
            + times.at(run.created())
            + ", had not ended"
            + (run.state().isTerminal() ? " before " + times.at(run.updated()) : " yet");
      }
    }
    return releaseAt(what.time())
        .map(release -> held(release.hold(), release.until(), times))
        .orElseGet(() -> lower(what.reason()));
  }

  /** The run of a trigger that was active at a moment. */
  private Optional<Run> runningAt(String topologyId, Instant time, String except)
      throws InterruptedException {
    return runs.list(topologyId, Set.of()).stream()
        .filter(run -> run.runType() == RunType.SCHEDULED && run.state() != RunState.SKIPPED)
        .filter(run -> !run.runId().equals(except) && !run.created().isAfter(time))
        .filter(run -> !run.state().isTerminal() || run.updated().isAfter(time))
        .max(Comparator.comparing(Run::created));
  }

  private static String paused(Entry entry, Pausing pausing, Times times) {
    String who =
        switch (pausing.by()) {
          case null -> "someone";
          case ActiveRun.EPOCH -> ActiveRun.EPOCH;
          case String user -> "the user " + user;
        };
    Instant since = pausing.since();
    Instant until = pausing.isOf(entry.schedule().value().pause()) ? null : pausing.until();
    boolean goesOn = until == null;
    String when = since == null ? "" : " since " + times.about(since);
    if (since != null && until != null) {
      when = " from " + times.about(since) + " to " + times.about(until);
    }
    return who + (goesOn ? " has" : " had") + " paused it" + when + bracketed(pausing.reason());
  }

  private String missed(LedgerEntry what, Times times) throws InterruptedException {
    String reason = lower(what.reason());
    Optional<String> gap = gap(what.time(), times);
    return reason.startsWith("nobody led") && gap.isPresent()
        ? "nobody led " + gap.get() + reason.substring("nobody led".length())
        : reason;
  }

  private static boolean isClosure(@Nullable String reason) {
    return reason != null && reason.startsWith("calendar ");
  }

  /** Why a fire time was only run later. */
  private String delay(LedgerEntry what, Times times) throws InterruptedException {
    return what.reason() == null
        ? outage(what.time(), times)
        : "its calendars were closed until then";
  }

  private String outage(Instant time, Times times) throws InterruptedException {
    Optional<Release> release = releaseAt(time);
    if (release.isPresent()) {
      return held(release.get().hold(), release.get().until(), times);
    }
    return "nobody led " + gap(time, times).orElse("then");
  }

  /** When nobody led, if that is remembered. */
  private Optional<String> gap(Instant time, Times times) throws InterruptedException {
    for (Failover failover : store.failovers()) {
      Instant from = failover.at().minusMillis(failover.gapMillis());
      if (!time.isBefore(from) && !time.isAfter(failover.at())) {
        return Optional.of("from " + times.at(from) + " to " + times.at(failover.at()));
      }
    }
    return Optional.empty();
  }

  private Optional<Release> releaseAt(Instant time) {
    return standstill.releases().stream()
        .filter(release -> time.isAfter(release.hold().since()))
        .filter(release -> !time.isAfter(release.until()))
        .findFirst();
  }

  private String holding(Times times) {
    return standstill
        .hold()
        .map(hold ->
            "the user "
                + hold.by()
                + " holds everything since "
                + times.about(hold.since())
                + bracketed(hold.reason()))
        .orElse("everything was held");
  }

  private static String held(Hold hold, Instant until, Times times) {
    return "the user "
        + hold.by()
        + " had held everything from "
        + times.about(hold.since())
        + " to "
        + times.about(until)
        + bracketed(hold.reason());
  }

  private static String bracketed(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : " (" + reason.strip() + ")";
  }

  private static String reason(@Nullable String reason, String before) {
    return reason == null || reason.isBlank()
        ? ""
        : before + reason.strip().replaceFirst("\\.$", "");
  }

  private static String lower(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      return "nobody noted why";
    }
    return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
  }
}
