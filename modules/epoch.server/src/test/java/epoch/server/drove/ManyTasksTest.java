package epoch.server.drove;

import static epoch.server.drove.Sightings.await;
import static epoch.server.drove.Sightings.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.TaskState;
import epoch.server.drove.CallListener.Kind;
import epoch.server.drove.DroveSettings.Pace;
import epoch.server.drove.StubServer.Told;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What following costs: the server counts what it is asked. */
class ManyTasksTest {
  private static final int MANY = 10_000;
  private static final String APP = "epoch-test";
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          64,
          50,
          8);

  private final Map<String, String> running = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedDeque<String> events = new ConcurrentLinkedDeque<>();
  private final Map<Kind, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final AtomicReference<String> list = new AtomicReference<>("[]");
  private volatile int largestPage = Integer.MAX_VALUE;
  private final AtomicInteger time = new AtomicInteger(1000);
  private final StubServer server = new StubServer(this::answer);
  private final DroveSettings settings = DroveSettings.of(List.of(server.url()), APP).with(PACE);
  private final Drove drove =
      new Drove(
          settings, InstantSource.system(), System::nanoTime, (kind, result, took) -> count(kind));
  private final TaskFollower follower = new TaskFollower(drove, settings, System::nanoTime);

  @AfterEach
  void stop() {
    follower.close();
    drove.close();
    server.close();
  }

  @Test
  void tenThousandQuietTasksCostOneListASweepAndAPageOfEventsEachSecond() throws Exception {
    run(MANY);
    event("anchor", "RUNNING", "");
    CountDownLatch seen = new CountDownLatch(MANY);
    List<Thread> waiters = new ArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(30);
    follower.start();
    for (int i = 0; i < MANY; i++) {
      Watch watch = follower.watch("t" + i);
      int number = i;
      waiters.add(
          Thread.startVirtualThread(() -> {
            try (watch) {
              var _ = await(watch, state(TaskState.RUNNING));
              seen.countDown();
              if (number < 30) {
                first.await();
                var _ = await(watch, Sightings.ended());
                ended.countDown();
              } else {
                var _ = watch.next(Duration.ofMinutes(10));
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }));
    }
    assertTrue(seen.await(60, TimeUnit.SECONDS), seen.getCount() + " not seen");
    assertTrue(asked(Kind.FIND) <= 100, "single looks at the start: " + asked(Kind.FIND));

    // What was on its way to be looked up when the list told it is over by the next one.
    awaitAtLeast(Kind.ACTIVE, asked(Kind.ACTIVE) + 2);
    long start = System.nanoTime();
    Map<Kind, Integer> before = snapshot();
    awaitAtLeast(Kind.ACTIVE, before.get(Kind.ACTIVE) + 3);
    Map<Kind, Integer> after = snapshot();
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertEquals(0, after.getOrDefault(Kind.FIND, 0) - before.getOrDefault(Kind.FIND, 0));
    int polls = after.get(Kind.EVENTS) - before.get(Kind.EVENTS);
    int lists = after.get(Kind.ACTIVE) - before.get(Kind.ACTIVE);
    // Sweeps a second apart and a page each tenth of a second; some more for the edges.
    assertTrue(polls <= millis / 100 + 5, polls + " pages of events in ms: " + millis);
    assertTrue(lists <= millis / 1_000 + 2, lists + " lists in ms: " + millis);

    int finds = asked(Kind.FIND);
    first.countDown();
    for (int i = 0; i < 30; i++) {
      end("t" + i, i < 10 ? "FAILED" : "SUCCESSFUL");
    }
    assertTrue(ended.await(60, TimeUnit.SECONDS), "ended: " + ended.getCount() + " missing");
    // A good end needs no look; a bad one is asked for its message.
    int looks = asked(Kind.FIND) - finds;
    assertTrue(looks >= 10 && looks <= 25, "looks at 30 ends: " + looks);
    waiters.forEach(Thread::interrupt);
    assertEquals(0, follower.faults());
  }

  @Test
  void moreEndsThanFitAPageAreAllNoticed() throws Exception {
    run(1000);
    event("anchor", "RUNNING", "");
    follower.start();
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      watches.add(follower.watch("t" + i));
    }
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.RUNNING));
    }
    synchronized (events) {
      for (int i = 0; i < 1000; i++) {
        end("t" + i, "SUCCESSFUL");
      }
    }
    // Where a page is cut, a larger one tells the rest: nothing has to be looked up.
    int finds = asked(Kind.FIND);
    list.set("[]");
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.COMPLETED));
      watch.close();
    }
    assertTrue(asked(Kind.FIND) - finds <= 5, "looks: " + (asked(Kind.FIND) - finds));
    assertEquals(0, follower.followed());
  }

  @Test
  void aDroveThatRefusesLargePagesIsFollowedWithSmallOnes() throws Exception {
    largestPage = PACE.eventPage();
    run(100);
    event("anchor", "RUNNING", "");
    follower.start();
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      watches.add(follower.watch("t" + i));
    }
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.RUNNING));
    }
    synchronized (events) {
      for (int i = 0; i < 100; i++) {
        end("t" + i, "FAILED");
      }
    }
    list.set("[]");
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.FAILED));
      watch.close();
    }
  }

  @Test
  void aStateThatNobodyKnowsIsNoEndAndNoError() throws Exception {
    running.put("odd", "HIBERNATING");
    publishList();
    follower.start();
    try (Watch watch = follower.watch("odd")) {
      var _ = await(watch, state(TaskState.UNKNOWN));
      running.put("odd", "RUNNING");
      publishList();
      event("odd", "MEDITATING", "");
      var _ = await(watch, state(TaskState.RUNNING));
    }
    assertEquals(0, follower.faults());
  }

  private void awaitAtLeast(Kind kind, int wanted) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (asked(kind) < wanted) {
      assertTrue(System.nanoTime() < deadline, kind + " only " + asked(kind));
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private void count(Kind kind) {
    calls.computeIfAbsent(kind, any -> new AtomicInteger()).incrementAndGet();
  }

  private int asked(Kind kind) {
    AtomicInteger count = calls.get(kind);
    return count == null ? 0 : count.get();
  }

  private Map<Kind, Integer> snapshot() {
    Map<Kind, Integer> now = new EnumMap<>(Kind.class);
    calls.forEach((kind, count) -> now.put(kind, count.get()));
    return now;
  }

  private void run(int count) {
    for (int i = 0; i < count; i++) {
      running.put("t" + i, "RUNNING");
    }
    publishList();
  }

  private void publishList() {
    List<String> tasks = new ArrayList<>();
    running.forEach((id, state) -> tasks.add(task(id, state, "")));
    list.set("[" + String.join(",", tasks) + "]");
  }

  private void end(String id, String result) {
    running.remove(id);
    event(id, "STOPPED", result);
  }

  private void event(String id, String state, String result) {
    String how =
        result.isEmpty() ? "" : ",\"RESULT_STATUS\":\"" + result + "\",\"RESULT_EXIT_CODE\":0";
    int now = time.incrementAndGet();
    events.addFirst(
        """
        {"type":"TASK_STATE_CHANGE","id":"e%d","time":%d,"metadata":{"APP_NAME":"%s","TASK_ID":"%s","INSTANCE_ID":"TI-%s","CURRENT_STATE":"%s"%s}}\
        """
            .formatted(now, now, APP, id, id, state, how));
  }

  private static String task(String id, String state, String more) {
    return """
    {"sourceAppName":"%s","taskId":"%s","instanceId":"TI-%s","state":"%s","env":{},"created":1,"updated":2%s}\
    """
        .formatted(APP, id, id, state, more);
  }

  private Told answer(StubServer.Asked asked) {
    String path = asked.path();
    if (path.endsWith("/tasks")) {
      return good(list.get());
    }
    if (path.contains("/instances/")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      String state = running.get(id);
      return good(
          state != null
              ? task(id, state, "")
              : task(id, "STOPPED", ",\"taskResult\":{\"status\":\"FAILED\",\"exitCode\":7}"));
    }
    if (path.contains("/events/latest")) {
      synchronized (events) {
        return page(path);
      }
    }
    return good("{\"leader\":\"stub\",\"state\":\"NORMAL\"}");
  }

  private Told page(String path) {
    long after = number(path, "lastSyncTime");
    long size = number(path, "size");
    if (size > largestPage) {
      return Told.json(400, "{\"status\":\"FAILED\",\"message\":\"size is too large\"}");
    }
    List<String> page = new ArrayList<>();
    long newest = after;
    for (String event : events) {
      long at = Long.parseLong(event.replaceAll("(?s).*\"time\":(\\d+).*", "$1"));
      if (at <= after || page.size() >= size) {
        break;
      }
      newest = Math.max(newest, at);
      page.add(event);
    }
    return good("{\"events\":[" + String.join(",", page) + "],\"lastSyncTime\":" + newest + "}");
  }

  private static long number(String path, String name) {
    return Long.parseLong(path.replaceAll(".*[?&]" + name + "=(-?\\d+).*", "$1"));
  }

  private static Told good(String data) {
    return Told.json(200, "{\"status\":\"SUCCESS\",\"data\":" + data + ",\"message\":\"success\"}");
  }
}
