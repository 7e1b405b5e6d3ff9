package epoch.server.schedule;

import epoch.api.rest.LedgerPage;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunType;
import epoch.server.store.Pausing;
import epoch.server.timer.FireTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of a ledger being put together, in order. Not thread safe. */
final class LedgerDraft {
  private final Instant from;
  private final Instant to;
  private final int limit;
  private final List<LedgerLine> lines = new ArrayList<>();
  private @Nullable Instant next;

  LedgerDraft(Instant from, Instant to, int limit) {
    this.from = from;
    this.to = to;
    this.limit = limit;
  }

  /** Adds the fire times in {@code (after, until]} that are in the window. */
  void add(
      FireTimes times,
      Instant after,
      Instant until,
      String verdict,
      @Nullable String reason,
      boolean hasRun,
      @Nullable Pausing pausing) {
    Instant start = after.isAfter(from) ? after : from;
    Instant end = until.isBefore(to) ? until : to;
    if (next != null || !start.isBefore(end)) {
      return;
    }
    int room = limit - lines.size();
    List<Instant> some = times.between(start, end).limit(room + 1L).toList();
    for (Instant time : some.subList(0, Math.min(room, some.size()))) {
      String runId = hasRun ? new RunId(RunType.SCHEDULED, time).toString() : null;
      lines.add(new LedgerLine(new LedgerEntry(time, verdict, reason, runId, null), pausing));
    }
    if (some.size() > room) {
      next = lines.isEmpty() ? start : lines.getLast().entry().time();
    }
  }

  /** From when on. */
  Instant from() {
    return from;
  }

  /** Up to when. */
  Instant to() {
    return to;
  }

  /** What is on it so far. */
  List<LedgerLine> lines() {
    return lines;
  }

  /** Whether there is no room for more. */
  boolean isFull() {
    return next != null;
  }

  /** The one fire time of a span that was run late. */
  void late(Instant time, @Nullable Long lateness) {
    if (lateness != null && !lines.isEmpty() && lines.getLast().entry().time().equals(time)) {
      LedgerLine last = lines.getLast();
      lines.set(lines.size() - 1, last.late(lateness));
    }
  }

  /** The runs of the fire times, by all ids that they may have. */
  Set<String> runIds() {
    return lines.stream()
        .map(LedgerLine::entry)
        .filter(entry -> entry.runId() != null)
        .flatMap(entry -> Stream.of(entry.runId(), beside(entry)))
        .collect(Collectors.toSet());
  }

  private static String beside(LedgerEntry entry) {
    return new RunId(RunType.SCHEDULED, entry.time()).beside().toString();
  }

  /** Says how late runs began, and which of them did not begin after all. */
  void tell(Map<String, Run> runs) {
    lines.replaceAll(line -> {
      LedgerEntry entry = line.entry();
      if (entry.runId() == null) {
        return line;
      }
      Run beside = runs.get(beside(entry));
      if (beside != null && entry.time().equals(beside.fireTime())) {
        return line.of(beside);
      }
      Run known = runs.get(entry.runId());
      return known == null ? line : line.of(known);
    });
  }

  LedgerPage finished() {
    return new LedgerPage(from, to, lines.stream().map(LedgerLine::entry).toList(), next);
  }
}
