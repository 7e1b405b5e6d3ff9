package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.CalendarReport;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.StaleCalendar;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.leader.Installation.Member;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calendars, and what topologies do that name them. */
class CalendarsTest extends OneLeader {
  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String FREEZE = "calendar freeze is closed (move)";

  private static Topology topology(String name, String cron, @Nullable InCalendar inCalendar) {
    return Installation.topology(name, cron, "true")
        .withPolicy(Policy.standard().withCalendars(List.of("freeze"), inCalendar));
  }

  private static Calendar freeze(Instant from, Instant to) {
    return Calendar.of("freeze", "UTC", OnceWindow.of(from, to, "move"));
  }

  /** Closed from a moment ago for some seconds, up to half a second after a fire time. */
  private Instant freeze(int seconds) throws InterruptedException {
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusMillis(500);
    Instant until = from.plusSeconds(seconds);
    leader.calendars().create(freeze(from, until), SOMEONE);
    return until;
  }

  private List<LedgerEntry> ledger(String id) throws InterruptedException {
    return leader.ledgers().read(id, null, null, null).entries();
  }

  private boolean ranAfter(String id, Instant time) throws InterruptedException {
    return ledger(id).stream()
        .anyMatch(entry -> entry.time().isAfter(time) && entry.runId() != null);
  }

  private static Refusal refused(Kind kind, org.junit.jupiter.api.function.Executable call) {
    Refusal refusal = assertThrows(Refusal.class, call);
    assertEquals(kind, refusal.kind(), refusal.reason());
    return refusal;
  }

  @Test
  void fireTimesAreSkippedWhileItIsClosedAndTheLedgerSaysWhy() throws Exception {
    Instant until = freeze(8);
    leader.topologies().create(topology("frozen", EVERY_SECOND, null), SOMEONE);
    Await.until("it fires again", () -> ranAfter("frozen", until));
    List<LedgerEntry> all = ledger("frozen");
    List<LedgerEntry> closed = all.stream().filter(entry -> entry.time().isBefore(until)).toList();
    assertTrue(closed.size() >= 2, all::toString);
    for (LedgerEntry entry : closed) {
      assertEquals("SKIPPED", entry.verdict(), all::toString);
      assertEquals(FREEZE, entry.reason());
      assertNull(entry.runId());
    }
    assertEquals(
        "RAN", all.stream().filter(e -> !e.time().isBefore(until)).toList().getFirst().verdict());
    assertTrue(
        leader
            .schedules()
            .why("frozen", closed.getFirst().time())
            .sentence()
            .contains("because its calendar freeze was closed (move)"));
  }

  @Test
  void theLatestOfAClosureIsRunOnceAfterItAlsoByANewLeader() throws Exception {
    Instant until = freeze(8);
    leader.topologies().create(topology("later", EVERY_SECOND, InCalendar.RUN_ONCE_AFTER), SOMEONE);
    Await.until("it waits", () -> !ledger("later").isEmpty());
    LedgerEntry waits = ledger("later").getFirst();
    assertEquals("HELD", waits.verdict());
    assertEquals(FREEZE, waits.reason());
    assertTrue(
        leader.schedules().why("later", waits.time()).sentence().contains("is run after that"));
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    Await.until("it fires again", () -> ranAfter("later", until));
    List<LedgerEntry> all = ledger("later");
    List<LedgerEntry> closed = all.stream().filter(entry -> entry.time().isBefore(until)).toList();
    LedgerEntry latest = closed.getLast();
    assertEquals("CAUGHT_UP", latest.verdict(), all::toString);
    assertEquals("run once after its calendars had been closed", latest.reason());
    assertNotNull(latest.runId());
    for (LedgerEntry entry : closed.subList(0, closed.size() - 1)) {
      assertEquals("SKIPPED", entry.verdict(), all::toString);
      assertEquals(FREEZE + "; only the latest is run, after it", entry.reason());
    }
    assertEquals(
        1,
        leader.runs().list("later", Set.of()).stream()
            .filter(run -> Objects.requireNonNull(run.fireTime()).isBefore(until))
            .count());
    assertTrue(
        leader
            .schedules()
            .why("later", latest.time())
            .sentence()
            .contains("because its calendars were closed until then"));
  }

  /** Closed for an hour; {@link #open} ends that. */
  private void close() throws InterruptedException {
    Instant from = Instant.now().minusSeconds(1);
    leader.calendars().create(freeze(from, from.plus(Duration.ofHours(1))), SOMEONE);
  }

  private Instant open() throws InterruptedException {
    return leader.calendars().update("freeze", Calendar.of("freeze", "UTC"), SOMEONE).updated();
  }

  private Instant awaitWaiting(String id) throws Exception {
    leader.topologies().create(topology(id, EVERY_SECOND, InCalendar.RUN_ONCE_AFTER), SOMEONE);
    Await.until("it waits", () -> !ledger(id).isEmpty());
    assertEquals("HELD", ledger(id).getFirst().verdict());
    return ledger(id).getFirst().time();
  }

  @Test
  void whatWaitsForTheEndOfAClosureSurvivesAnEditAndAPauseThatIsOverByThen() throws Exception {
    close();
    Instant first = awaitWaiting("kept");
    Topology known = leader.topologies().find("kept").topology();
    leader.topologies().update(known.withDescription("another"), SOMEONE);
    Instant paused =
        leader.topologies().pause("kept", PauseRequest.PLAIN, SOMEONE).details().updated();
    Await.until(
        "a fire time is in the pause", () -> ledger("kept").getLast().time().isAfter(paused));
    assertEquals(
        Set.of("HELD"),
        ledger("kept").stream().map(LedgerEntry::verdict).collect(Collectors.toSet()));
    leader.topologies().update(known.withDescription("a third"), SOMEONE);
    leader.topologies().unpause("kept", SOMEONE);
    Instant until = open();
    Await.until("it fires again", () -> ranAfter("kept", until));
    List<LedgerEntry> closed =
        ledger("kept").stream().filter(entry -> entry.time().isBefore(until)).toList();
    assertEquals(first, closed.getFirst().time());
    assertEquals("CAUGHT_UP", closed.getLast().verdict(), closed::toString);
    assertEquals(1, closed.stream().filter(entry -> entry.runId() != null).count());
    assertEquals(3, leader.revisions().list("kept").getFirst().number());
  }

  @Test
  void aPauseThatOutlastsTheClosureOrAnotherScheduleGivesUpWhatWaited() throws Exception {
    close();
    awaitWaiting("paused");
    leader.topologies().pause("paused", PauseRequest.PLAIN, SOMEONE);
    awaitWaiting("retimed");
    leader.topologies().update(topology("retimed", "0 0 0 1 1 ? 2099", null), SOMEONE);
    assertEquals(FREEZE + ", then superseded by an edit", ledger("retimed").getLast().reason());
    Instant until = open();
    Await.until(
        "a fire time is in the pause after the closure",
        () -> ledger("paused").getLast().time().isAfter(until));
    leader.topologies().unpause("paused", SOMEONE);
    Await.until("it fires again", () -> ranAfter("paused", until));
    List<LedgerEntry> all = ledger("paused");
    assertEquals(
        FREEZE + ", and that ended while the topology was paused", all.getFirst().reason());
    for (LedgerEntry entry : all.stream().filter(e -> e.time().isBefore(until)).toList()) {
      assertEquals("SKIPPED", entry.verdict(), all::toString);
    }
    assertTrue(
        all.stream().anyMatch(entry -> "paused by someone".equals(entry.reason())), all::toString);
  }

  @Test
  void aClosureThatIsEndedByHandLetsWhatWaitedRunAtOnce() throws Exception {
    Instant from = Instant.now().minusSeconds(1);
    leader.calendars().create(freeze(from, from.plus(Duration.ofHours(1))), SOMEONE);
    leader.topologies().create(topology("ended", EVERY_SECOND, InCalendar.RUN_ONCE_AFTER), SOMEONE);
    Await.until("it waits", () -> ledger("ended").size() >= 2);
    Instant until = from.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    assertEquals(until, nextFire("ended"));
    leader.calendars().update("freeze", Calendar.of("freeze", "UTC"), SOMEONE);
    Await.until(
        "it was caught up with",
        () -> ledger("ended").stream().anyMatch(entry -> entry.verdict().equals("CAUGHT_UP")));
    List<String> verdicts = ledger("ended").stream().map(LedgerEntry::verdict).toList();
    assertEquals(1, verdicts.stream().filter("CAUGHT_UP"::equals).count(), verdicts::toString);
    assertEquals("SKIPPED", verdicts.getFirst());
    Await.until("it fires as ever", () -> Instant.now().plusSeconds(2).isAfter(nextFire("ended")));
  }

  private Instant nextFire(String id) {
    return Objects.requireNonNull(leader.search().topology(id).standing().nextFire());
  }

  @Test
  void whatIsToComeIsToldByAll() throws Exception {
    // An hour that does not begin while the test runs.
    Instant now = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
    Instant from = now.plus(Duration.ofMinutes(150));
    Instant until = from.plus(Duration.ofHours(3));
    leader.calendars().create(freeze(from, until), SOMEONE);
    leader.topologies().create(topology("hourly", "0 0 * * * ?", null), SOMEONE);
    List<String> ahead =
        leader
            .ledgers()
            .read("hourly", now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(7)), null)
            .entries()
            .stream()
            .map(entry -> entry.verdict() + " " + entry.reason())
            .toList();
    String closed = "PLANNED " + FREEZE;
    assertEquals(
        List.of("PLANNED null", closed, closed, closed, "PLANNED null", "PLANNED null"), ahead);
    assertEquals(
        List.of(1L, 1L, 0L, 0L, 0L, 1L, 1L),
        leader
            .schedules()
            .forecast(
                now.plus(Duration.ofMinutes(30)),
                now.plus(Duration.ofMinutes(30 + 7 * 60)),
                Duration.ofHours(1))
            .buckets()
            .stream()
            .map(bucket -> bucket.runs())
            .toList());
    SchedulePreview preview =
        leader
            .schedules()
            .preview(
                new PreviewRequest(
                    CronTrigger.of("0 0 * * * ?"),
                    now.plus(Duration.ofHours(1)),
                    6,
                    null,
                    List.of("freeze"),
                    InCalendar.RUN_ONCE_AFTER,
                    null));
    assertEquals(
        List.of("null null", "c null", "c null", "c " + until, "null null", "null null"),
        preview.fires().stream()
            .map(fire -> (fire.closed() == null ? "null" : "c") + " " + fire.runsAt())
            .toList());
    assertTrue(
        leader
            .schedules()
            .why("hourly", now.plus(Duration.ofHours(3)))
            .sentence()
            .contains("It will not run"));
  }

  @Test
  void aCalendarIsCreatedChangedOnTermsAndDeletedAndTheAuditTells() throws Exception {
    Calendar nights =
        Calendar.of(
            "nights", "Europe/Berlin", WeeklyWindow.of(List.of(Weekday.MON), "22:00", "06:00"));
    CalendarDetails created = leader.calendars().create(nights, SOMEONE);
    assertEquals(1, created.revision());
    assertEquals("someone", created.author());
    assertNotNull(created.next());
    refused(Kind.CONFLICT, () -> leader.calendars().create(nights, SOMEONE));
    Calendar more = nights.withWindows(List.of(CronWindow.of("0 0 0 1 * ?", "2h")));
    Caller stale = SOMEONE.on(new Terms(Set.of(7), null));
    Refusal refusal = refused(Kind.STALE, () -> leader.calendars().update("nights", more, stale));
    assertEquals(new StaleCalendar(nights, more, 1), refusal.data().orElseThrow());
    Caller fresh = SOMEONE.on(new Terms(Set.of(1), null));
    assertEquals(2, leader.calendars().update("nights", more, fresh).revision());
    assertEquals(2, leader.calendars().update("nights", more, SOMEONE).revision(), "unchanged");
    refused(Kind.INVALID, () -> leader.calendars().update("other", more, SOMEONE));
    refused(Kind.STALE, () -> leader.calendars().delete("nights", fresh));
    Member next = installation.member();
    member.crash();
    leader = next.leading();
    assertEquals(more, leader.calendars().find("nights").calendar());
    assertEquals(2, leader.calendars().find("nights").revision());
    leader.calendars().delete("nights", SOMEONE);
    refused(Kind.NOT_FOUND, () -> leader.calendars().find("nights"));
    refused(Kind.NOT_FOUND, () -> leader.calendars().delete("nights", SOMEONE));
    assertEquals(
        List.of("DELETE_CALENDAR", "EDIT_CALENDAR", "CREATE_CALENDAR"),
        leader.audits().read(new AuditQuery(null, null, null, null, null, null, null)).stream()
            .map(entry -> entry.action())
            .toList());
  }

  @Test
  void oneThatIsInUseStaysAndOneThatIsNotThereCannotBeNamed() throws Exception {
    Refusal unknown =
        refused(
            Kind.INVALID,
            () -> leader.topologies().create(topology("user", EVERY_SECOND, null), SOMEONE));
    assertEquals(List.of("policy.calendars[0]: there is no calendar freeze"), unknown.errors());
    Instant later = Instant.now().plus(Duration.ofHours(1));
    leader.calendars().create(freeze(later, later.plusSeconds(60)), SOMEONE);
    leader.topologies().create(topology("user", "0 0 0 1 1 ? 2099", null), SOMEONE);
    CalendarDetails used = leader.calendars().find("freeze");
    assertEquals(List.of("user"), used.usedBy());
    Refusal inUse = refused(Kind.CONFLICT, () -> leader.calendars().delete("freeze", SOMEONE));
    assertEquals("Calendar freeze is named by user", inUse.reason());
    assertEquals(List.of("user: policy.calendars"), inUse.errors());
    Topology free = Installation.topology("user", "0 0 0 1 1 ? 2099", "true");
    leader.topologies().update(free, SOMEONE);
    leader.calendars().delete("freeze", SOMEONE);
    refused(
        Kind.INVALID,
        () -> leader.topologies().update(topology("user", EVERY_SECOND, null), SOMEONE));
    leader.topologies().pause("user", PauseRequest.PLAIN, SOMEONE);
  }

  @Test
  void whatIsWrongWithACalendarIsSaidAllAtOnceAndNothingIsStored() throws Exception {
    Calendar bad =
        Calendar.of(
            "a b",
            "Mars/North",
            WeeklyWindow.of(List.of(), "25:00", null),
            CronWindow.of("x", "y"),
            OnceWindow.of(Instant.EPOCH, Instant.EPOCH, null));
    List<String> fields =
        List.of(
            "name",
            "timeZone",
            "windows[0].days",
            "windows[0].from",
            "windows[1].timeSpec",
            "windows[1].lasts",
            "windows[2].to");
    CalendarReport report = leader.calendars().validate(bad);
    assertEquals(fields, report.problems().stream().map(problem -> problem.field()).toList());
    assertNull(report.next());
    Refusal refusal = refused(Kind.INVALID, () -> leader.calendars().create(bad, SOMEONE));
    assertEquals(fields.size(), refusal.errors().size());
    assertEquals(List.of(), leader.calendars().list());
    CalendarReport good =
        leader.calendars().validate(Calendar.of("n", null, CronWindow.of("0 0 0 * * ?", "1h")));
    assertEquals(5, Objects.requireNonNull(good.next()).size());
    assertEquals("Z", good.timeZone());
  }
}
