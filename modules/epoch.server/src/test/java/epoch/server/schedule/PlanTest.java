package epoch.server.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.AtTrigger;
import epoch.api.topology.CatchUp;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import epoch.server.store.HeldFires;
import epoch.server.store.Hold;
import epoch.server.store.Release;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of fire times that are due. */
class PlanTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final int ALL = 100_000;

  private static Topology topology(Trigger trigger, CatchUp catchUp, String window) {
    return Topology.of("t", ContainerTask.of("work", "image", 1, 1), trigger)
        .withPolicy(Policy.standard().withCatchUp(catchUp, window));
  }

  private static Topology everyMinute(CatchUp catchUp) {
    return topology(CronTrigger.of("0 * * * * ?"), catchUp, null);
  }

  private static List<Step> plan(
      Topology topology, Instant cursor, Instant now, Release... releases) {
    return Plan.steps(topology, times(topology), cursor, now, List.of(releases), ALL);
  }

  private static FireTimes times(Topology topology) {
    return FireTimes.of(topology.trigger(), ZoneOffset.UTC);
  }

  private static Instant after(String duration) {
    return NOON.plus(Duration.parse(duration));
  }

  @Test
  void nothingDueIsNothingToDo() {
    assertEquals(List.of(), plan(everyMinute(CatchUp.LATEST), NOON, after("PT59S")));
  }

  @Test
  void whatIsALittleLateRunsWhateverThePolicy() {
    assertEquals(
        List.of(new Step.Fire(after("PT1M"), false, false)),
        plan(everyMinute(CatchUp.NONE), NOON, after("PT1M9S")));
  }

  @Test
  void latestRunsTheLatestAndTheOthersWereMissed() {
    List<Step> steps = plan(everyMinute(CatchUp.LATEST), NOON, after("PT5M30S"));
    assertEquals(2, steps.size());
    assertEquals(after("PT5M").minusMillis(1), steps.get(0).until());
    assertTrue(steps.get(0) instanceof Step.Miss);
    assertEquals(new Step.Fire(after("PT5M"), true, false), steps.get(1));
  }

  @Test
  void noneMissesAll() {
    List<Step> steps = plan(everyMinute(CatchUp.NONE), NOON, after("PT5M30S"));
    assertEquals(1, steps.size());
    assertEquals(after("PT5M20S"), steps.getFirst().until());
    assertTrue(steps.getFirst() instanceof Step.Miss);
  }

  @Test
  void allRunsAllWithinTheWindow() {
    var topology = topology(CronTrigger.of("0 * * * * ?"), CatchUp.ALL, "3m");
    List<Step> steps = plan(topology, NOON, after("PT5M30S"));
    assertTrue(steps.getFirst() instanceof Step.Miss);
    assertEquals(
        List.of(
            new Step.Fire(after("PT3M"), true, true),
            new Step.Fire(after("PT4M"), true, true),
            new Step.Fire(after("PT5M"), true, true)),
        steps.subList(1, steps.size()));
  }

  @Test
  void latestOutsideTheWindowIsMissed() {
    var daily = topology(CronTrigger.of("0 0 12 * * ?"), CatchUp.LATEST, "1h");
    List<Step> steps = plan(daily, NOON.minusSeconds(60), after("PT5H"));
    assertEquals(1, steps.size());
    assertTrue(steps.getFirst() instanceof Step.Miss);
  }

  @Test
  void aMomentHasNoWindow() {
    var once = topology(AtTrigger.of(NOON), CatchUp.NONE, null);
    assertEquals(
        List.of(new Step.Fire(NOON, true, false)), plan(once, NOON.minusSeconds(1), after("P30D")));
  }

  @Test
  void aMomentBeforeTheCursorNeverFires() {
    var once = topology(AtTrigger.of(NOON), CatchUp.ALL, null);
    assertEquals(List.of(), plan(once, NOON, after("P30D")));
  }

  @Test
  void releasedFiresAreAllRunOrTheLatestOrNone() {
    var hold = new Hold("someone", after("PT10S"), "maintenance");
    Instant end = after("PT3M30S");
    var topology = everyMinute(CatchUp.LATEST);
    assertEquals(
        List.of(
            new Step.Fire(after("PT1M"), true, true),
            new Step.Fire(after("PT2M"), true, true),
            new Step.Fire(after("PT3M"), true, true)),
        plan(topology, NOON, after("PT3M31S"), new Release(hold, end, HeldFires.RUN, "s")));
    List<Step> latest =
        plan(topology, NOON, after("PT3M31S"), new Release(hold, end, HeldFires.LATEST, "s"));
    assertTrue(latest.getFirst() instanceof Step.Skip);
    assertEquals(new Step.Fire(after("PT3M"), true, false), latest.getLast());
    List<Step> none =
        plan(topology, NOON, after("PT3M31S"), new Release(hold, end, HeldFires.SKIP, "s"));
    assertEquals(List.of(new Step.Skip(end, hold.inWords())), none);
  }

  @Test
  void aHoldOfAllHoldsBackWhatWasDueBeforeIt() {
    Hold hold = new Hold("someone", after("PT2M30S"), "restored").ofAll();
    Instant end = after("PT3M30S");
    var topology = everyMinute(CatchUp.ALL);
    assertEquals(
        List.of(new Step.Skip(end, hold.inWords())),
        plan(topology, NOON, after("PT3M31S"), new Release(hold, end, HeldFires.SKIP, "s")));
    assertEquals(
        List.of(
            new Step.Skip(after("PT3M").minusMillis(1), hold.inWords()),
            new Step.Fire(after("PT3M"), true, false),
            new Step.Fire(after("PT4M"), false, false)),
        plan(topology, NOON, after("PT4M"), new Release(hold, end, HeldFires.LATEST, "s")));
  }

  /**
   * Whatever the policy, the holds and the clock: every fire time is passed by exactly one step, no
   * step goes back or beyond now, and going on in small pieces ends where one large step does.
   */
  @Test
  void everyFireTimeIsPassedOnceForAnyHistory() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      var crons = List.of("* * * * * ?", "0/7 * * * * ?", "0 * * * * ?", "0 0/20 * * * ?");
      var topology =
          topology(
              CronTrigger.of(crons.get(random.nextInt(crons.size()))),
              CatchUp.values()[random.nextInt(3)],
              random.nextBoolean() ? "1m" : "30m");
      List<Release> releases = releases(random);
      Instant now = NOON.plusMillis(random.nextInt(4_000_000));
      int limit = 1 + random.nextInt(50);
      Instant cursor = NOON;
      Set<Instant> passed = new HashSet<>();
      FireTimes times = times(topology);
      for (int rounds = 0; rounds < 10_000; rounds++) {
        List<Step> steps = Plan.steps(topology, times, cursor, now, releases, limit);
        for (Step step : steps) {
          assertTrue(step.until().isAfter(cursor), () -> "seed " + seed + ": goes back");
          assertTrue(!step.until().isAfter(now), () -> "seed " + seed + ": beyond now");
          List<Instant> covered = times.between(cursor, step.until()).toList();
          if (step instanceof Step.Fire) {
            assertEquals(List.of(step.until()), covered, () -> "seed " + seed);
          }
          covered.forEach(time -> assertTrue(passed.add(time), () -> "seed " + seed + ": twice"));
          cursor = step.until();
        }
        if (steps.size() < limit) {
          break;
        }
      }
      Instant last = cursor;
      assertEquals(
          List.of(), times.between(last, now).toList(), () -> "seed " + seed + ": left over");
    }
  }

  private static List<Release> releases(Random random) {
    var releases = new ArrayList<Release>();
    Instant from = NOON.plusMillis(random.nextInt(600_000));
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant until = from.plusMillis(1 + random.nextInt(900_000));
      releases.add(
          new Release(
              new Hold("someone", from, "why"),
              until,
              HeldFires.values()[random.nextInt(3)],
              "someone"));
      from = until.plusMillis(random.nextInt(600_000));
    }
    return releases;
  }
}
