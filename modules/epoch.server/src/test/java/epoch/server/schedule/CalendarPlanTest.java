package epoch.server.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Closure;
import epoch.api.topology.CatchUp;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.server.calendar.Closures;
import epoch.server.calendar.OpenTimes;
import epoch.server.calendar.RandomCalendar;
import epoch.server.store.HeldFires;
import epoch.server.store.Hold;
import epoch.server.store.Release;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of fire times that are due where calendars are closed: a model that executes the
 * plans and looks at what they made of each fire time.
 */
class CalendarPlanTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final int CASES = 120;

  private final long seed = Long.getLong("epoch.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void printSeed() {
    System.out.println("-Depoch.test.seed=" + seed);
  }

  /** A topology, when it fires and when it is closed, and what became of its fire times. */
  private final class Model {
    final InCalendar inCalendar =
        random.nextBoolean() ? InCalendar.SKIP : InCalendar.RUN_ONCE_AFTER;
    final CatchUp catchUp = CatchUp.values()[random.nextInt(CatchUp.values().length)];
    final Topology topology =
        Topology.of(
                "t",
                ContainerTask.of("work", "image", 1, 1),
                CronTrigger.of(
                    "%d 0/%d * * * ?".formatted(random.nextInt(60), 1 + random.nextInt(40))))
            .withPolicy(
                Policy.standard()
                    .withCatchUp(catchUp, "6h")
                    .withCalendars(List.of("drawn"), inCalendar));
    final FireTimes all = FireTimes.of(topology.trigger(), ZoneOffset.UTC);
    final Closures closures = new RandomCalendar(random).closures(ZoneOffset.UTC, NOON);
    final Map<Instant, String> verdicts = new TreeMap<>();
    Instant cursor = NOON.minus(Duration.ofHours(random.nextInt(40)));
    final Instant began = cursor;
    final List<Release> releases = new ArrayList<>();

    /** Holds everything now and then. */
    Model held() {
      Instant since = began;
      for (int i = 0; i < random.nextInt(3); i++) {
        since = since.plusSeconds(1 + random.nextInt(50_000));
        Instant until = since.plusSeconds(1 + random.nextInt(50_000));
        HeldFires heldFires = HeldFires.values()[random.nextInt(HeldFires.values().length)];
        releases.add(new Release(new Hold("ann", since, "rest"), until, heldFires, "bob"));
        since = until;
      }
      return this;
    }

    /** Whether nothing is done at a moment, since everything is held. */
    boolean isHeld(Instant now) {
      return releases.stream()
          .anyMatch(it -> now.isAfter(it.hold().since()) && now.isBefore(it.until()));
    }

    boolean once() {
      return inCalendar == InCalendar.RUN_ONCE_AFTER;
    }

    /** Does what is due, a batch after the other. */
    void account(Instant now, int batch) {
      List<Step> steps = plan(now, batch);
      while (!steps.isEmpty()) {
        for (Step step : steps) {
          assertTrue(step.until().isAfter(cursor), () -> this + ": the cursor goes back");
          assertFalse(step.until().isAfter(now), () -> this + ": the cursor goes ahead of now");
          String verdict =
              switch (step) {
                case Step.Fire fire -> fire.afterClosure() ? "AFTER" : "RUN";
                case Step.Miss _ -> "MISSED";
                case Step.Skip skip -> skip.reason();
              };
          List<Instant> passed = all.between(cursor, step.until()).toList();
          if (step instanceof Step.Fire) {
            assertEquals(List.of(step.until()), passed, this::toString);
          }
          passed.forEach(time -> verdicts.put(time, verdict));
          cursor = step.until();
        }
        steps = plan(now, batch);
      }
    }

    private List<Step> plan(Instant now, int batch) {
      List<Step> steps =
          CalendarPlan.steps(
              topology,
              all,
              closures,
              cursor,
              now,
              releases.stream().filter(it -> !it.until().isAfter(now)).toList(),
              batch);
      assertTrue(steps.size() <= batch);
      return steps;
    }

    List<Instant> with(String verdict) {
      return verdicts.entrySet().stream()
          .filter(entry -> entry.getValue().equals(verdict))
          .map(Map.Entry::getKey)
          .toList();
    }

    /** When whoever is there all the time is woken next: by a fire time, or a closure's end. */
    Instant wake(Instant now) {
      Instant next = all.next(now).orElseThrow();
      return closures
          .at(now)
          .map(Closure::end)
          .filter(end -> once() && end.isBefore(next))
          .orElse(next);
    }

    /** Those that wait for the end of a closure. */
    List<Instant> waiting(Instant now) {
      return all.between(cursor, now).toList();
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + topology.trigger() + " " + topology.policy();
    }
  }

  private int batch() {
    return 1 + random.nextInt(200);
  }

  @Test
  void everyFireTimeHasOneVerdictUnlessItWaitsForTheEndOfItsClosure() {
    for (int i = 0; i < CASES; i++) {
      Model model = new Model().held();
      Instant now = model.cursor;
      for (int leap = 0; leap < 4; leap++) {
        now = now.plusSeconds(1 + random.nextInt(60_000));
        if (model.isHeld(now)) {
          continue;
        }
        model.account(now, batch());
        Instant end = now;
        for (Instant waiting : model.waiting(end)) {
          assertTrue(model.once(), model::toString);
          assertTrue(model.closures.at(waiting).orElseThrow().lastsBeyond(end), model::toString);
        }
        var known = new TreeSet<>(model.verdicts.keySet());
        known.addAll(model.waiting(end));
        assertEquals(
            model.all.between(model.began, end).toList(), List.copyOf(known), model::toString);
      }
    }
  }

  @Test
  void nothingInAClosureIsRunButTheLatestAfterItAndEverythingElseIsNoneOfTheCalendars() {
    for (int i = 0; i < CASES; i++) {
      Model model = new Model().held();
      model.account(model.cursor.plusSeconds(1 + random.nextInt(200_000)), batch());
      model.verdicts.forEach((time, verdict) -> {
        boolean closed = model.closures.at(time).isPresent();
        boolean byCalendar = verdict.startsWith("calendar ") || verdict.equals("AFTER");
        if (closed) {
          assertTrue(
              byCalendar
                  || (model.once() && (verdict.equals("MISSED") || verdict.startsWith("held "))),
              () -> model + " at " + time + ": " + verdict);
        } else {
          assertFalse(byCalendar, () -> model + " at " + time + ": " + verdict);
        }
      });
    }
  }

  @Test
  void whoeverIsThereAllTheTimeRunsWhatCalendarsLeaveAndNothingElse() {
    for (int i = 0; i < CASES; i++) {
      Model model = new Model();
      Instant began = model.cursor;
      Instant now = began;
      Instant end = began.plus(Duration.ofHours(30));
      while (now.isBefore(end)) {
        now = model.wake(now).plusMillis(random.nextInt(5_000));
        model.account(now, batch());
      }
      var left =
          OpenTimes.of(model.all, model.closures, model.once(), began)
              .between(began, now)
              .collect(Collectors.toCollection(ArrayList::new));
      var ran = new ArrayList<>(model.with("RUN"));
      model.with("AFTER").forEach(time -> ran.add(model.closures.at(time).orElseThrow().end()));
      ran.sort(null);
      assertEquals(left, ran, model::toString);
      assertEquals(List.of(), model.with("MISSED"), model::toString);
    }
  }

  @Test
  void afterAnOutageOneRunIsCaughtUpWithAtMostUnlessAllAre() {
    for (int i = 0; i < CASES; i++) {
      Model model = new Model();
      Instant now = NOON.plus(Duration.ofDays(2));
      model.account(now, 10_000);
      long late =
          model.with("RUN").stream()
              .filter(time -> time.isBefore(now.minus(DueFires.ON_TIME)))
              .count();
      long after =
          model.with("AFTER").stream()
              .map(time -> model.closures.at(time).orElseThrow().end())
              .filter(end -> !end.isAfter(now.minus(DueFires.ON_TIME)))
              .count();
      switch (model.catchUp) {
        case NONE -> assertEquals(0, late + after, model::toString);
        case LATEST -> assertTrue(late + after <= 1, model::toString);
        case ALL -> {}
      }
    }
  }
}
