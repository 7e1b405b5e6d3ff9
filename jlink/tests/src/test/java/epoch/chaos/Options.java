package epoch.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a run of the suite is told by system properties, {@code chaos.*}.
 *
 * @param seeds from which everything random comes, a run for each; printed, so that one can be
 *     given again
 * @param time how long faults are injected in each run
 * @param faults how many faults are injected instead, however long that takes; 0: as many as fit
 * @param topologies how many topologies fire
 * @param kinds which faults may happen
 * @param limits whether it fails when the next fire after a fault takes longer than promised, which
 *     wants a machine that does nothing else
 * @param java more options for the JVMs of the nodes
 */
record Options(
    List<Long> seeds,
    Duration time,
    int faults,
    int topologies,
    Set<Fault> kinds,
    boolean limits,
    String java) {
  static Options read() {
    var kinds = EnumSet.noneOf(Fault.class);
    list("chaos.only").forEach(name -> kinds.add(Fault.valueOf(name)));
    List<Long> seeds = list("chaos.seed").stream().map(Long::valueOf).toList();
    double minutes = Double.parseDouble(System.getProperty("chaos.minutes", "4"));
    return new Options(
        seeds.isEmpty() ? List.of(ThreadLocalRandom.current().nextLong(1_000_000)) : seeds,
        Duration.ofMillis(Math.round(minutes * 60_000)),
        Integer.getInteger("chaos.faults", 0),
        Integer.getInteger("chaos.topologies", 150),
        kinds.isEmpty() ? EnumSet.complementOf(EnumSet.of(Fault.ZOOKEEPER_AWAY)) : kinds,
        Boolean.getBoolean("chaos.limits"),
        System.getProperty("chaos.java", ""));
  }

  private static List<String> list(String name) {
    return Arrays.stream(System.getProperty(name, "").split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
