package epoch.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What can go wrong. Each is struck, lasts for a moment that the seed decides, and is mended. */
enum Fault {
  LEADER_KILLED(
      true,
      (world, random) -> {
        Member leader = world.leader();
        world.journal().strikes();
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
        Member leader = world.leader();
        world.journal().strikes();
        leader.stop();
        world.pause(random.nextInt(2_000));
      }),
  LEADER_STEPS_DOWN(
      true,
      (world, random) -> {
        world.ask("step down", () -> world.client().stepDown());
        world.pause(random.nextInt(2_000));
      }),
  LEADER_FROZEN(true, Strike::freeze),
  LEADER_FROZEN_WHILE_CREATING(
      true,
      (world, random) -> {
        world.drove().fault("SLOW", 0, "/tasks/operations", 1_000);
        world.pause(700);
        Strike.freeze(world, random);
      }),
  LEADER_FROZEN_WITH_CREATES_WAITING(
      true,
      (world, random) -> {
        // Creates that Drove refuses for now are tried again by whoever thinks that it leads.
        world.drove().fault("MAINTENANCE", 0, "", 0);
        world.pause(2_000);
        Member leader = world.leader();
        leader.freeze();
        try {
          world.drove().mend();
          world.drove().fault("RACE_ON_CREATE", 0, "", 0);
          // Until the next leader is certain that it has to create them itself, and does.
          world.leaderAfter(leader);
          world.pause(Member.RECREATE_MILLIS + 3_000);
        } finally {
          leader.thaw();
        }
        world.pause(1_000);
      }),
  LEADERSHIP_TAKEN_AWAY(
      true,
      (world, random) -> {
        try (var hand = new ForeignHand(world.ensemble())) {
          hand.takeLeadershipAway();
        }
        world.pause(1_000 + random.nextInt(4_000));
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
  /** Only when asked for by its name: it takes longer than all the others. */
  ZOOKEEPER_AWAY(
      true,
      (world, random) -> {
        world.ensemble().close();
        world.pause(60_000);
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
  ZOOKEEPER_ANSWERS_LOST_TO_A_FOREIGN_HAND(
      true,
      (world, random) -> {
        try (var hand = new ForeignHand(world.ensemble())) {
          for (int i = 0; i < 5; i++) {
            Member leader = world.leader();
            leader.zooKeeper.forEach(Link::loseAnswers);
            for (int j = 0; j < 4; j++) {
              world.pause(random.nextInt(150));
              hand.rewriteSomething(random, world.journal());
            }
            leader.mend();
            world.pause(random.nextInt(1_000));
          }
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
  DROVE_DOWN(false, Strike.forAWhile("DOWN")),
  DROVE_SLOW(
      false,
      (world, random) -> Strike.during(world, random, "SLOW", "", 200 + random.nextInt(2_500))),
  DROVE_ERRORS(false, Strike.forAWhile("ERROR_500")),
  DROVE_NOT_LEADER(false, Strike.forAWhile("NOT_LEADER")),
  DROVE_IN_MAINTENANCE(false, Strike.forAWhile("MAINTENANCE")),
  DROVE_LOSES_EVENTS(false, Strike.forAWhile("LOSE_EVENTS")),
  DROVE_SHOWS_LITTLE(
      false,
      (world, random) -> {
        world.drove().fault("MAX_PAGE", 0, "", 3);
        Strike.during(world, random, "EMPTY_LIST", "", 0);
      }),
  DROVE_SHOWS_LATE(
      false,
      (world, random) ->
          Strike.during(world, random, "DELAY_VISIBILITY", "", 500 + random.nextInt(2_000))),
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
          Strike.freezeUntilReplaced(world);
        }
      }),
  STRANGER_TAKES_IDS(
      false,
      (world, random) -> {
        Strike.takeIds(world, random);
        world.pause(4_500);
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
  CLOSED_WHILE_CREATING(
      true,
      (world, random) -> {
        // What is sent now arrives when the next leader leads already.
        world.drove().fault("SLOW", 0, "/tasks/operations", Member.SESSION_MILLIS + 3_000);
        world.pause(1_000 + random.nextInt(900));
        Member leader = world.leader();
        Strike.closeNewest(world);
        world.journal().strikes();
        leader.crash();
        world.pause(random.nextInt(2_000));
      }),
  HELD_AND_RELEASED(
      true,
      (world, random) -> {
        Strike.hold(world);
        int from = world.evidence();
        world.pause(random.nextInt(6_000));
        if (random.nextInt(3) == 0) {
          world.leader().crash();
        }
        Strike.release(world, random, from);
      }),
  HELD_WHILE_CREATES_WAIT(
      true,
      (world, random) -> {
        // More fire than Drove takes, so that there is a line before it.
        world.drove().fault("SLOW", 0, "/tasks/operations", 1_000);
        world.pause(4_000);
        Strike.hold(world);
        int from = world.evidence();
        world.pause(2_000);
        Strike.release(world, random, from);
      });

  private final boolean stops;
  private final Strike strike;

  Fault(boolean stops, Strike strike) {
    this.stops = stops;
    this.strike = strike;
  }

  /** Whether the world is held in it. */
  boolean holds() {
    return this == HELD_AND_RELEASED || this == HELD_WHILE_CREATES_WAIT;
  }

  /** Whether it can keep fires from being made. */
  boolean stops() {
    return stops;
  }

  /** Whether it can keep Drove from telling the end of a task, or Epoch from writing it. */
  boolean delaysEnds() {
    return switch (this) {
      case LEADER_KILLED,
          TWO_NODES_KILLED,
          LEADER_STOPPED_CLEANLY,
          LEADER_STEPS_DOWN,
          LEADER_FROZEN,
          HELD_AND_RELEASED ->
          false;
      default -> true;
    };
  }

  /** How long it takes at most to the next fire, on a machine that does nothing else. */
  Duration limit() {
    return switch (this) {
      // A session, a tick of ZooKeeper's and a second.
      case LEADER_KILLED -> Duration.ofMillis(Member.SESSION_MILLIS + Ensemble.TICK_MILLIS + 1_000);
      case LEADER_STOPPED_CLEANLY -> Duration.ofMillis(500);
      default -> Duration.ofDays(1);
    };
  }

  /** Does it; the world mends afterwards what is left of it. */
  void strike(World world, Random random) throws Exception {
    strike.at(world, random);
  }
}
