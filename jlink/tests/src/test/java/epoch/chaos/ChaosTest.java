package epoch.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults from a seed, under load; then every fire time is asked for. */
@Tag("chaos")
class ChaosTest {
  private static final int SHOWN = 30;

  @TempDir private Path directory;

  static List<Long> seeds() {
    return Options.read().seeds();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noFireTimeIsLostAndNoneRunsTwice(long seed) throws Exception {
    Options options = Options.read();
    System.out.printf(
        "Chaos: seed %d, %d s, %d topologies%n",
        seed, options.time().toSeconds(), options.topologies());
    var random = new Random(seed);
    Path evidence = Files.createFile(directory.resolve("started"));
    List<Load> loads = Load.of(options.topologies(), random);
    try (var world = new World(directory, loads, evidence, options.java())) {
      world.ask("creating the calendar", () -> world.client().calendars().create(Load.CALENDAR));
      for (Load load : loads) {
        world.ask("creating " + load.id(), () -> world.client().create(load.topology(evidence)));
      }
      for (var group : Load.GROUPS.entrySet()) {
        world.ask(
            "limiting group " + group.getKey(),
            () -> world.client().limitGroup(group.getKey(), group.getValue()));
      }
      // It has its own randomness: how often it comes to something is not the seed's to say.
      try (var _ = new Operator(world, new Random(seed))) {
        torment(world, options, random);
      }
      Instant until = Instant.now();
      world.pause(1_000);
      Map<String, Checker.Found> found = world.settle(until);
      var report = Checker.check(loads, found, evidence, until, world.journal());
      System.out.println("Seed " + seed + ", faults " + world.journal().counts());
      System.out.println(report.totals());
      report.kinds().forEach((what, count) -> System.out.println(count + " times " + what));
      report.problems().stream().limit(SHOWN).forEach(System.out::println);
      assertTrue(
          report.problems().isEmpty(),
          () -> "seed " + seed + ": " + report.problems().size() + " problems, see above");
      if (options.limits()) {
        assertEquals(List.of(), report.totals().tooLong());
      }
    }
  }

  private static void torment(World world, Options options, Random random) throws Exception {
    var kinds = new ArrayList<>(options.kinds());
    long end = System.nanoTime() + options.time().toNanos();
    world.leader();
    world.pause(3_000);
    for (int i = 0; options.faults() > 0 ? i < options.faults() : System.nanoTime() < end; i++) {
      Fault fault = kinds.get(random.nextInt(kinds.size()));
      // Each fault has its own randomness, so that how one went does not change what comes next.
      var own = new Random(random.nextLong());
      System.out.printf("%s %s%n", Instant.now(), fault);
      world.suffer(fault, own);
      if (options.limits()) {
        // Each is looked at by itself.
        world.awaitStarts();
      }
      world.pause(500 + own.nextInt(3_000));
    }
    System.out.printf("%s mended%n", Instant.now());
  }
}
