package epoch.server.drove;

import static epoch.server.drove.Sightings.absent;
import static epoch.server.drove.Sightings.await;
import static epoch.server.drove.Sightings.ended;
import static epoch.server.drove.Sightings.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.container.CommandExecutable;
import epoch.api.container.Cpu;
import epoch.api.container.Memory;
import epoch.api.container.Placement;
import epoch.api.drove.DroveTaskState;
import epoch.api.drove.TaskInfo;
import epoch.api.drove.TaskSpec;
import epoch.api.run.TaskState;
import epoch.server.Await;
import epoch.server.drove.DroveSettings.Pace;
import epoch.server.drove.local.Fault;
import epoch.server.drove.local.LocalDrove;
import epoch.server.drove.local.LocalDroveConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The follower against a real, local Drove and what can go wrong with one. */
class TaskFollowerTest {
  private static final String APP = "epoch-test";

  @TempDir Path directory;
  private LocalDrove server;
  private Drove drove;
  private TaskFollower follower;
  private final AtomicBoolean trip = new AtomicBoolean();

  @BeforeEach
  void start() throws IOException {
    server = LocalDrove.start(LocalDroveConfig.forTests(directory.resolve("drove")));
    Pace quick =
        new Pace(
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            1024,
            100,
            8);
    DroveSettings settings = DroveSettings.of(List.of(URI.create(server.url())), APP).with(quick);
    CallListener listener =
        (kind, result, took) -> {
          if (kind == CallListener.Kind.EVENTS && trip.getAndSet(false)) {
            throw new IllegalStateException("a listener that breaks its word");
          }
        };
    drove = new Drove(settings, InstantSource.system(), System::nanoTime, listener);
    follower = new TaskFollower(drove, settings, System::nanoTime).start();
  }

  @AfterEach
  void stop() {
    follower.close();
    drove.close();
    server.close();
  }

  @Test
  void aTaskIsFollowedFromItsStartToItsEnd() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      Sighting running = await(watch, state(TaskState.RUNNING));
      TaskInfo info = assertInstanceOf(Sighting.Seen.class, running).info();
      assertEquals(Map.of("EPOCH_RUN_UID", "uid-a"), info.env());
      end("a");
      Sighting over = await(watch, state(TaskState.COMPLETED));
      // The event told the end and what was known before was kept.
      assertEquals(info.env(), assertInstanceOf(Sighting.Seen.class, over).info().env());
    }
    assertEquals(0, follower.followed());
    assertEquals(0, follower.faults());
  }

  @Test
  void aFailureComesWithItsExitCode() throws Exception {
    create("a", "exit 3");
    try (Watch watch = follower.watch("a")) {
      TaskInfo info = seen(await(watch, ended()));
      assertEquals(TaskState.FAILED, info.outcome().state());
      assertTrue(info.outcome().message().contains("3"), info.outcome().message());
    }
  }

  @Test
  void aKilledTaskIsSeenCancelled() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      assertInstanceOf(KillOutcome.Accepted.class, drove.kill("a"));
      var _ = await(watch, state(TaskState.CANCELLED));
    }
  }

  @Test
  void anEndIsNoticedWithoutAnyEvent() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.LOSE_EVENTS));
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      end("a");
      var _ = await(watch, state(TaskState.COMPLETED));
    }
  }

  @Test
  void endsAreNoticedThoughPagesOfEventsAreCut() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.MAX_PAGE).value(2));
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      create("t" + i, until("go"));
      watches.add(follower.watch("t" + i));
    }
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.RUNNING));
    }
    end("go");
    for (Watch watch : watches) {
      var _ = await(watch, state(TaskState.COMPLETED));
      watch.close();
    }
  }

  @Test
  void aLostTaskIsNoticedThoughNoEventTellsIt() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      server.faults().lose(APP, "a");
      assertEquals(DroveTaskState.LOST, seen(await(watch, ended())).state());
    }
    end("a");
  }

  @Test
  void anEmptyListAfterAChangeOfLeaderIsNotTakenForAnEnd() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      server.faults().changeLeader(Duration.ofSeconds(2));
      // Four sweeps find an empty list; look-ups tell that the task runs, so that there is no news.
      assertTrue(state(TaskState.RUNNING).test(watch.next(Duration.ofSeconds(3))));
      end("a");
      var _ = await(watch, state(TaskState.COMPLETED));
    }
  }

  @Test
  void aTaskThatShowsLateIsFirstAbsentAndThenSeen() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.DELAY_VISIBILITY).value(4000));
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      Sighting first = await(watch, absent(Duration.ZERO));
      assertNull(assertInstanceOf(Sighting.Absent.class, first).last());
      var _ = await(watch, state(TaskState.RUNNING));
      end("a");
      var _ = await(watch, state(TaskState.COMPLETED));
    }
  }

  @Test
  void absenceIsCountedUnderOneLeadershipOnly() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.VANISHING_CREATE).times(1));
    create("a", "true");
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, absent(Duration.ofMillis(900)));
      server.faults().changeLeader(Duration.ZERO);
      var _ = await(watch, absent(Duration.ZERO).and(absent(Duration.ofMillis(900)).negate()));
      var _ = await(watch, absent(Duration.ofMillis(900)));
    }
  }

  @Test
  void anOutageRestartsTheCountOfAbsence() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.VANISHING_CREATE).times(1));
    create("a", "true");
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, absent(Duration.ofMillis(600)));
      server.faults().add(Fault.of(Fault.Kind.ERROR_500).at("events").times(2));
      var _ = await(watch, absent(Duration.ZERO).and(absent(Duration.ofMillis(600)).negate()));
    }
  }

  @Test
  void aTaskThatDroveForgetsIsAbsentWithWhatWasKnown() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      server.faults().forget(APP, "a");
      Sighting gone = await(watch, absent(Duration.ofMillis(500)));
      TaskInfo last = assertInstanceOf(Sighting.Absent.class, gone).last();
      assertEquals("a", last == null ? "" : last.taskId());
    }
    end("a");
  }

  @Test
  void whileDroveIsAwayNothingIsKnownAndThenAllIsAgain() throws Exception {
    create("a", until("a"));
    create("b", until("b"));
    try (Watch a = follower.watch("a");
        Watch b = follower.watch("b")) {
      var _ = await(a, state(TaskState.RUNNING));
      var _ = await(b, state(TaskState.RUNNING));
      server.faults().add(Fault.of(Fault.Kind.DOWN));
      var _ = await(a, sighting -> sighting instanceof Sighting.Unavailable);
      try (Watch late = follower.watch("late")) {
        var _ = await(late, sighting -> sighting instanceof Sighting.Unavailable);
      }
      end("a");
      server.faults().clear();
      var _ = await(a, state(TaskState.COMPLETED));
      var _ = await(b, state(TaskState.RUNNING));
      end("b");
      var _ = await(b, state(TaskState.COMPLETED));
    }
  }

  @Test
  void aSlowDroveIsFollowedToo() throws Exception {
    server.faults().add(Fault.of(Fault.Kind.SLOW).value(300));
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      end("a");
      var _ = await(watch, state(TaskState.COMPLETED));
    }
  }

  @Test
  void anEventHasToDoWhereDetailsCannotBeHad() throws Exception {
    create("a", until("a") + "; exit 4");
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      server.faults().add(Fault.of(Fault.Kind.ERROR_500).at("/instances/"));
      end("a");
      TaskInfo info = seen(await(watch, ended()));
      assertEquals(TaskState.FAILED, info.outcome().state());
      assertTrue(info.outcome().message().contains("4"), info.outcome().message());
    }
  }

  @Test
  void aNudgeWakesAWaiterWithWhatIsKnownAlready() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a");
        Watch other = follower.watch("a")) {
      Sighting running = await(watch, state(TaskState.RUNNING));
      var _ = await(other, state(TaskState.RUNNING));
      watch.nudge();
      assertEquals(running, watch.next(Duration.ofSeconds(20)));
      // The other one was not nudged: it waits its time.
      long start = System.nanoTime();
      var _ = other.next(Duration.ofMillis(50));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
    }
    end("a");
  }

  @Test
  void anErrorOfItsOwnDoesNotEndTheLoop() throws Exception {
    create("a", until("a"));
    try (Watch watch = follower.watch("a")) {
      var _ = await(watch, state(TaskState.RUNNING));
      trip.set(true);
      Await.until("it has tripped", () -> follower.faults() == 1);
      end("a");
      var _ = await(watch, state(TaskState.COMPLETED));
    }
    assertFalse(trip.get());
    assertEquals(1, follower.faults());
  }

  private static TaskInfo seen(Sighting sighting) {
    return assertInstanceOf(Sighting.Seen.class, sighting).info();
  }

  /** A command that lasts until the test lets it end, or is over. */
  private String until(String gate) {
    return "while [ -d '%s' ] && [ ! -e '%s' ]; do sleep 0.05; done"
        .formatted(directory, directory.resolve(gate));
  }

  private void end(String gate) throws IOException {
    var _ = Files.createFile(directory.resolve(gate));
  }

  private void create(String id, String script) {
    TaskSpec spec =
        new TaskSpec(
            APP,
            id,
            CommandExecutable.shell(script),
            List.of(Cpu.of(1), Memory.of(16)),
            null,
            null,
            null,
            Placement.any(),
            null,
            Map.of("EPOCH_RUN_UID", "uid-" + id),
            null,
            null,
            null,
            Map.of());
    assertInstanceOf(CreateOutcome.Accepted.class, drove.create(spec));
  }
}
