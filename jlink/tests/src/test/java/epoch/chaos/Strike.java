package epoch.chaos;

import epoch.api.client.RunQuery;
import epoch.api.rest.RunEntry;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a fault does, and what several have in common. */
@FunctionalInterface
interface Strike {
  /** How many runs are closed one after the other, within a moment. */
  int CLOSED_AT_ONCE = 12;

  /** Does it. */
  void at(World world, Random random) throws Exception;

  /** Holds the world, and waits until what was under way to Drove has started. */
  static void hold(World world) throws Exception {
    world.ask("hold", () -> world.client().hold("chaos"));
    world.pause(3_000);
  }

  /**
   * Releases it.
   *
   * @param from how much the tasks had written when everything was to be quiet
   */
  static void release(World world, Random random, int from) throws Exception {
    world.journal().quiet(from, world.evidence());
    String heldFires = List.of("RUN", "LATEST", "SKIP").get(random.nextInt(3));
    world.ask(
        "release",
        () -> world.client().cluster().hold().held() ? world.client().release(heldFires) : null);
  }

  /** Beyond its session, so that another leads when it goes on. */
  static void freeze(World world, Random random) throws Exception {
    Member leader = world.leader();
    leader.freeze();
    try {
      world.pause(1_000 + random.nextInt(7_000));
    } finally {
      leader.thaw();
    }
  }

  /** Until another leads, and has taken in what this one began. */
  static void freezeUntilReplaced(World world) throws InterruptedException {
    Member leader = world.leader();
    leader.freeze();
    try {
      world.leaderAfter(leader);
      world.pause(2_000);
    } finally {
      leader.thaw();
    }
  }

  /** Drove does this, whatever it is asked. */
  static Strike forAWhile(String kind) {
    return (world, random) -> during(world, random, kind, "", 0);
  }

  static void during(World world, Random random, String kind, String path, long value)
      throws IOException, InterruptedException {
    world.drove().fault(kind, 0, path, value);
    world.pause(1_000 + random.nextInt(5_000));
  }

  /** Closes some of the runs that have begun last. */
  static void closeNewest(World world) {
    try {
      RunQuery newest = RunQuery.ALL.in(RunState.RUNNING).inPagesOf(CLOSED_AT_ONCE);
      for (RunEntry entry : world.client().runs(newest).items()) {
        Operator.close(world.client(), world.journal(), entry.run());
      }
    } catch (IOException e) {
      // It leads for a moment only: then it closes none that another began.
      System.out.println("Not closed: " + e.getMessage());
    }
  }

  /** Has a stranger use ids on Drove that runs of the next seconds will want. */
  static void takeIds(World world, Random random) throws IOException, InterruptedException {
    Instant now = Instant.now();
    var loads = new ArrayList<>(world.loads());
    Collections.shuffle(loads, random);
    for (Load load : loads.subList(0, Math.min(20, loads.size()))) {
      Optional<Instant> soon =
          load.fireTimes(now.plusMillis(1_500), now.plusMillis(3_500)).stream().findFirst();
      if (soon.isPresent() && !load.work().isGraph()) {
        var runId = new RunId(RunType.SCHEDULED, soon.get());
        String task = runId.taskId(load.id(), load.work().parts().getFirst().name(), 1);
        world.drove().begin(task);
        world.journal().stolen.add(task);
      }
    }
  }
}
