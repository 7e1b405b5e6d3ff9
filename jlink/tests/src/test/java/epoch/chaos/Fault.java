package epoch.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** What can go wrong. Each is struck, lasts for a moment that the seed decides, and is mended. */
enum Fault {
  LEADER_KILLED(
      true,
      (world, random) -> {
        Member leader = world.leader();
        leader.crash();
        world.pause(random.nextInt(5_000));
      }),
  TWO_NODES_KILLED(
      true,
      (world, random) -> {
        Member leader = world.leader();
        Member other = world.other(leader, random);
        leader.crash();
        other.crash();
        world.pause(random.nextInt(5_000));
      }),
  LEADER_STOPPED_CLEANLY(
      true,
      (world, random) -> {
        world.leader().stop();
        world.pause(random.nextInt(2_000));
      }),
  LEADER_STEPS_DOWN(
      true,
      (world, random) -> {
        world.ask("step down", () -> world.client().stepDown());
        world.pause(random.nextInt(2_000));
      }),
  LEADER_FROZEN(true, Fault::freeze),
  LEADER_FROZEN_WHILE_CREATING(
      true,
      (world, random) -> {
        world.drove().fault("SLOW", 0, "/tasks/operations", 1_000);
        world.pause(700);
        freeze(world, random);
      }),
  ZOOKEEPER_SERVER_KILLED(
      false,
      (world, random) -> {
        world.ensemble().servers().get(random.nextInt(Ensemble.SIZE)).crash();
        world.pause(1_000 + random.nextInt(4_000));
      }),
  ENSEMBLE_STOPPED(
      true,
      (world, random) -> {
        world.ensemble().close();
        world.pause(1_000 + random.nextInt(12_000));
      }),
  ZOOKEEPER_ANSWERS_LOST(
      true,
      (world, random) -> {
        for (int i = 0; i < 4; i++) {
          Member leader = world.leader();
          leader.zooKeeper.forEach(Link::loseAnswers);
          world.pause(50 + random.nextInt(400));
          leader.mend();
          world.pause(random.nextInt(1_000));
        }
      }),
  LEADER_CUT_FROM_ZOOKEEPER(
      true,
      (world, random) -> {
        world.leader().cutFromZooKeeper();
        world.pause(500 + random.nextInt(6_000));
      }),
  LEADER_CUT_FROM_DROVE(
      false,
      (world, random) -> {
        world.leader().drove.cut();
        world.pause(1_000 + random.nextInt(5_000));
      }),
  DROVE_ANSWERS_LOST(
      false,
      (world, random) -> {
        world.drove().fault("ANSWER_LOST", 10, "/tasks/operations", 0);
        world.pause(2_000);
      }),
  DROVE_DOWN(false, forAWhile("DOWN")),
  DROVE_SLOW(
      false, (world, random) -> during(world, random, "SLOW", "", 200 + random.nextInt(2_500))),
  DROVE_ERRORS(false, forAWhile("ERROR_500")),
  DROVE_NOT_LEADER(false, forAWhile("NOT_LEADER")),
  DROVE_IN_MAINTENANCE(false, forAWhile("MAINTENANCE")),
  DROVE_LOSES_EVENTS(false, forAWhile("LOSE_EVENTS")),
  DROVE_SHOWS_LITTLE(
      false,
      (world, random) -> {
        world.drove().fault("MAX_PAGE", 0, "", 3);
        during(world, random, "EMPTY_LIST", "", 0);
      }),
  DROVE_SHOWS_LATE(
      false,
      (world, random) ->
          during(world, random, "DELAY_VISIBILITY", "", 500 + random.nextInt(2_000))),
  DROVE_CHANGES_LEADER(
      false,
      (world, random) -> {
        world.drove().act("CHANGE_LEADER", "", random.nextInt(4_000));
        world.pause(1_000);
      }),
  DROVE_FORGETS_UNREPORTED(
      false,
      (world, random) -> {
        List<String> running = world.drove().running();
        for (int i = 0; i < 2 && !running.isEmpty(); i++) {
          String task = running.get(random.nextInt(running.size()));
          world.journal().forgotten.add(task);
          world.drove().act("FORGET", task, 0);
        }
        world.drove().act("CHANGE_LEADER", "", random.nextInt(4_000));
        world.pause(1_000);
      }),
  DROVE_FORGETS_ENDED(
      false,
      (world, random) -> {
        world.journal().endedForgotten = true;
        world.drove().act("FORGET_FINISHED", "", 0);
      }),
  CREATES_VANISH(
      false,
      (world, random) -> {
        world.drove().fault("VANISHING_CREATE", 1 + random.nextInt(5), "", 0);
        world.pause(1_000);
      }),
  CREATES_RACE(
      false,
      (world, random) -> {
        // Whoever sends a create twice now starts twice.
        world.drove().fault("RACE_ON_CREATE", 0, "", 0);
        world.drove().fault("DELAY_VISIBILITY", 0, "", 1_500);
        world.drove().fault("ANSWER_LOST", 5, "/tasks/operations", 0);
        world.pause(1_000 + random.nextInt(2_000));
        if (random.nextBoolean()) {
          freeze(world, random);
        }
      }),
  LIVING_TASK_CALLED_LOST(
      false,
      (world, random) -> {
        for (String task : world.drove().running().stream().limit(2).toList()) {
          world.journal().lost.add(task);
          world.drove().act("LOSE", task, 0);
        }
      }),
  FOREIGN_HAND(
      false,
      (world, random) -> {
        try (var hand = new ForeignHand(world.ensemble())) {
          for (int i = 0; i < 10; i++) {
            hand.rewriteSomething(random, world.journal());
            world.pause(random.nextInt(200));
          }
        }
      }),
  HELD_AND_RELEASED(
      true,
      (world, random) -> {
        world.ask("hold", () -> world.client().hold("chaos"));
        world.pause(random.nextInt(8_000));
        if (random.nextInt(3) == 0) {
          world.leader().crash();
        }
        String heldFires = List.of("RUN", "LATEST", "SKIP").get(random.nextInt(3));
        world.ask(
            "release",
            () ->
                world.client().cluster().hold().held() ? world.client().release(heldFires) : null);
      });

  private final boolean stops;
  private final Strike strike;

  Fault(boolean stops, Strike strike) {
    this.stops = stops;
    this.strike = strike;
  }

  /** Whether it can keep fires from being made. */
  boolean stops() {
    return stops;
  }

  /** Does it; the world mends afterwards what is left of it. */
  void strike(World world, Random random) throws Exception {
    strike.at(world, random);
  }

  /** What is done. */
  @FunctionalInterface
  private interface Strike {
    void at(World world, Random random) throws Exception;
  }

  /** Beyond its session, so that another leads when it goes on. */
  private static void freeze(World world, Random random) throws Exception {
    Member leader = world.leader();
    leader.freeze();
    try {
      world.pause(1_000 + random.nextInt(7_000));
    } finally {
      leader.thaw();
    }
  }

  /** Drove does this, whatever it is asked. */
  private static Strike forAWhile(String kind) {
    return (world, random) -> during(world, random, kind, "", 0);
  }

  private static void during(World world, Random random, String kind, String path, long value)
      throws IOException, InterruptedException {
    world.drove().fault(kind, 0, path, value);
    world.pause(1_000 + random.nextInt(5_000));
  }
}
