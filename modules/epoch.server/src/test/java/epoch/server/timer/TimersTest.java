package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimersTest {

  private record Woken(String id, Instant at) {}

  private final AtomicReference<Duration> clockAhead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Clock.systemUTC().instant().plus(clockAhead.get());
  private final BlockingQueue<Woken> woken = new LinkedBlockingQueue<>();
  private final Timers timers =
      new Timers("test", clock, id -> woken.add(new Woken(id, clock.instant())));

  @AfterEach
  void close() {
    timers.close();
  }

  private record Moments(TreeSet<Instant> moments) implements FireTimes {

    static Moments of(Instant... moments) {
      return new Moments(new TreeSet<>(Set.of(moments)));
    }

    @Override
    public Optional<Instant> next(Instant after) {
      return Optional.ofNullable(moments.higher(after));
    }
  }

  private Instant in(long millis) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(millis);
  }

  private Woken next() throws InterruptedException {
    Woken next = woken.poll(10, TimeUnit.SECONDS);
    assertNotNull(next, "nobody was woken in ten seconds");
    return next;
  }

  /** Earlier wakes may come for nothing. */
  private void awaitWakeNotBefore(Instant time) throws InterruptedException {
    Woken wake = next();
    while (wake.at().isBefore(time)) {
      wake = next();
    }
  }

  private void assertNobodyElseBefore(String id, Instant at) throws InterruptedException {
    timers.wakeAt(id, at);
    assertEquals(id, next().id());
    assertNull(woken.peek());
  }

  @Test
  void wakesInTheOrderOfTheFireTimesAndNeverBeforeThem() throws InterruptedException {
    Instant start = in(500);
    timers.set("c", FireTimes.at(start.plusMillis(1500)), Instant.EPOCH);
    timers.set(
        "a",
        Moments.of(start, start.plusMillis(1000), start.plusMillis(2000)),
        start.minusMillis(1));
    timers.set("b", FireTimes.at(start.plusMillis(500)), Instant.EPOCH);
    int[] expected = {0, 500, 1000, 1500, 2000};
    StringBuilder order = new StringBuilder();
    for (int millis : expected) {
      Woken wake = next();
      order.append(wake.id());
      assertFalse(
          wake.at().isBefore(start.plusMillis(millis)),
          () -> wake + " is before " + start.plusMillis(millis));
    }
    assertEquals("abaca", order.toString());
    assertEquals(0, timers.size());
  }

  @Test
  void wakesAtOnceForAFireTimeThatIsPastAndOnceForManyOfThem() throws InterruptedException {
    FireTimes everySecond = FireTimes.cron("* * * * * ?", Clock.systemUTC().getZone());
    Instant far = in(3600_000);
    timers.set("a", Moments.of(in(-3000), in(-2000), in(-1000), far), in(-2500));
    assertEquals("a", next().id());
    assertNobodyElseBefore("b", in(100));
    assertEquals(1, timers.size());
    timers.set("a", everySecond, in(-86_400_000L));
    assertEquals("a", next().id());
    assertTrue(next().at().isAfter(in(-1000)));
  }

  @Test
  void whatWasReplacedNeverWakes() throws InterruptedException {
    timers.set("a", FireTimes.at(in(1000)), Instant.EPOCH);
    timers.wakeAt("a", in(1000));
    timers.set("a", FireTimes.at(in(3600_000)), Instant.EPOCH);
    assertNobodyElseBefore("b", in(1300));
  }

  @Test
  void whatIsReplacedInTheVeryMomentOfItsWakeStillWakesForTheNewTimes()
      throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      timers.set("a" + i, FireTimes.at(in(i % 5)), Instant.EPOCH);
      Instant fresh = in(3);
      timers.set("a" + i, FireTimes.at(fresh), Instant.EPOCH);
      Woken wake = next();
      while (!wake.id().equals("a" + i) || wake.at().isBefore(fresh)) {
        wake = next();
      }
    }
  }

  @Test
  void whatWasClearedNeverWakes() throws InterruptedException {
    timers.set("a", FireTimes.at(in(1000)), Instant.EPOCH);
    timers.wakeAt("a", in(1010));
    assertEquals(2, timers.size());
    timers.clear("a");
    timers.clear("unknown");
    assertEquals(0, timers.size());
    assertNobodyElseBefore("b", in(1300));
  }

  @Test
  void neverIsNotSet() throws InterruptedException {
    timers.set("a", FireTimes.at(in(1000)), Instant.EPOCH);
    timers.set("a", FireTimes.never(), Instant.EPOCH);
    assertEquals(0, timers.size());
    assertNobodyElseBefore("b", in(1300));
  }

  @Test
  void aPauseHoldsEveryWakeAndItsEndWakesEachOverdueIdOnce() throws InterruptedException {
    timers.pause();
    Instant start = in(50);
    timers.set("a", Moments.of(start, start.plusMillis(50), start.plusMillis(100)), Instant.EPOCH);
    timers.set("b", FireTimes.at(start.plusMillis(20)), Instant.EPOCH);
    timers.set("cleared", FireTimes.at(start), Instant.EPOCH);
    timers.set("later", FireTimes.at(in(3600_000)), Instant.EPOCH);
    await(() -> timers.size() == 1);
    timers.clear("cleared");
    assertNull(woken.peek());
    timers.resume();
    assertEquals(Set.of("a", "b"), Set.of(next().id(), next().id()));
    assertNobodyElseBefore("c", in(50));
  }

  @Test
  void aWakeThatThrowsOrBlocksHindersNoOther() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(3);
    BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    try (Timers others =
        new Timers(
            "others",
            clock,
            id -> {
              begun.add(id);
              if (id.equals("blocks")) {
                awaitLatch(done);
              }
              ended.countDown();
              if (id.equals("throws")) {
                throw new IllegalStateException("as the test wants it");
              }
            })) {
      others.set("throws", FireTimes.at(in(0)), Instant.EPOCH);
      others.set("blocks", FireTimes.at(in(10)), Instant.EPOCH);
      others.set("works", FireTimes.at(in(20)), Instant.EPOCH);
      for (int i = 0; i < 3; i++) {
        assertNotNull(begun.poll(10, TimeUnit.SECONDS));
      }
      done.countDown();
      assertTrue(ended.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aFailingFireTimesHarmsNobodyElse() throws InterruptedException {
    Instant start = in(100);
    FireTimes failing =
        after -> {
          if (after.isBefore(start)) {
            return Optional.of(start);
          }
          throw new IllegalStateException("as the test wants it");
        };
    timers.set("bad", failing, Instant.EPOCH);
    timers.set("good", Moments.of(start, start.plusMillis(1000)), Instant.EPOCH);
    Set<String> ids = new TreeSet<>(Set.of(next().id(), next().id()));
    assertEquals(Set.of("bad", "good"), ids);
    assertEquals("good", next().id());
  }

  /** By a clock that is ahead, and set back then. */
  private void wakeAheadOfTime(String id) throws InterruptedException {
    clockAhead.set(Duration.ofHours(1));
    assertEquals(id, next().id());
    clockAhead.set(Duration.ZERO);
    timers.computeAnew();
  }

  @Test
  void aClockThatWasAheadAndIsSetBackLosesNoFireTime() throws InterruptedException {
    Instant first = in(100);
    Instant second = first.plusMillis(600);
    timers.set("a", Moments.of(first, second, first.plusSeconds(86_400)), Instant.EPOCH);
    wakeAheadOfTime("a");
    awaitWakeNotBefore(second);
  }

  @Test
  void theLastFireTimeComesAgainForAClockThatWasAheadOfIt() throws InterruptedException {
    Instant only = in(1000);
    timers.set("a", FireTimes.at(only), Instant.EPOCH);
    wakeAheadOfTime("a");
    awaitWakeNotBefore(only);
  }

  @Test
  void whoIsToBeWokenOnceMoreByAClockThatIsSetBackIsWokenAtOnce() throws InterruptedException {
    timers.wakeAt("a", in(3_600_000));
    timers.pause();
    timers.computeAnew();
    assertNull(woken.poll(50, TimeUnit.MILLISECONDS));
    timers.resume();
    assertEquals("a", next().id());
    assertEquals(1, timers.size());
  }

  @Test
  void theClockIsWatched() throws InterruptedException {
    Instant first = in(100);
    Instant second = first.plusMillis(3500);
    timers.set("a", Moments.of(first, second, first.plusSeconds(86_400)), Instant.EPOCH);
    // The watch looks every second: a step of an hour forward is seen by it before the step back.
    clockAhead.set(Duration.ofHours(1));
    assertEquals("a", next().id());
    Instant seen = first.plusMillis(1300);
    await(() -> !Clock.systemUTC().instant().isBefore(seen));
    clockAhead.set(Duration.ZERO);
    awaitWakeNotBefore(second);
  }

  @Test
  void tenThousandIdsOfOneSecondAllWake() throws InterruptedException {
    int count = 10_000;
    Set<String> ids = ConcurrentHashMap.newKeySet();
    Instant due = in(2000);
    long[] late = new long[count];
    CountDownLatch all = new CountDownLatch(count);
    long before = System.nanoTime();
    try (Timers many =
        new Timers(
            "many",
            clock,
            id -> {
              late[Integer.parseInt(id)] = Duration.between(due, clock.instant()).toMillis();
              ids.add(id);
              all.countDown();
            })) {
      for (int i = 0; i < count; i++) {
        many.set(String.valueOf(i), Moments.of(due, due.plusSeconds(60)), Instant.EPOCH);
      }
      long set = System.nanoTime();
      assertTrue(all.await(20, TimeUnit.SECONDS));
      assertEquals(count, ids.size());
      assertEquals(count, many.size());
      java.util.Arrays.sort(late);
      System.out.printf(
          "%d ids: set in %d ms; woken late p50 %d, p99 %d, max %d ms%n",
          count,
          (set - before) / 1_000_000,
          late[count / 2],
          late[count * 99 / 100],
          late[count - 1]);
    }
  }

  @Test
  void severalLiveSideBySideAndCloseEndsTheirThreads() throws InterruptedException {
    Timers one = new Timers("same", clock, id -> woken.add(new Woken("one", clock.instant())));
    Timers two = new Timers("same", clock, id -> woken.add(new Woken("two", clock.instant())));
    one.set("a", FireTimes.at(in(20)), Instant.EPOCH);
    two.set("a", FireTimes.at(in(60)), Instant.EPOCH);
    // Each has a thread of its own, so that either may come first.
    assertEquals(Set.of("one", "two"), Set.of(next().id(), next().id()));
    one.close();
    two.wakeAt("a", in(0));
    assertEquals("two", next().id());
    assertEquals(1, threads("same-quartz"));
    two.set("a", FireTimes.at(in(50)), Instant.EPOCH);
    two.close();
    two.close();
    assertEquals(0, threads("same-quartz"));
    two.set("a", FireTimes.at(in(0)), Instant.EPOCH);
    two.clear("a");
    two.computeAnew();
    assertNobodyElseBefore("b", in(100));
  }

  @Test
  void canBeClosedFromAWake() throws InterruptedException {
    AtomicReference<Timers> own = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    Timers last =
        new Timers(
            "last",
            clock,
            id -> {
              own.get().close();
              closed.countDown();
            });
    own.set(last);
    last.wakeAt("a", in(0));
    assertTrue(closed.await(10, TimeUnit.SECONDS));
    assertEquals(0, threads("last-quartz"));
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    Instant deadline = Clock.systemUTC().instant().plusSeconds(10);
    while (!condition.getAsBoolean()) {
      assertTrue(
          Clock.systemUTC().instant().isBefore(deadline), "the condition did not hold in time");
      Thread.sleep(5);
    }
  }
}
