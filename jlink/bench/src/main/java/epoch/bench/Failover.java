package epoch.bench;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The leader is killed while topologies fire every ten seconds and runs go on: how long until the
 * next create, and whether a fire time was lost.
 */
final class Failover implements Scenario {
  private static final long RUNNING_MILLIS = 600_000;
  private static final int FIRING = 200;
  private static final int EVERY_SECONDS = 1;

  @Override
  public String id() {
    return "S5";
  }

  @Override
  public String title() {
    return "failover by kill -9 with as many topologies and active runs";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1000, 10_000);
  }

  @Override
  public boolean fitsForeign() {
    return false;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    var rounds = new Rounds(id(), "T=M=" + size, report);
    for (int round = 0; round < options.rounds(); round++) {
      try (var epoch = new Installation(options, 2)) {
        round(epoch, size, rounds);
      }
    }
    rounds.report();
  }

  private static void round(Installation epoch, int size, Rounds rounds) throws Exception {
    Api api = epoch.api();
    URI leader = api.awaitLeader();
    epoch.drove().tasksTake(RUNNING_MILLIS);
    api.create(size, "running-", Api.NEVER);
    api.all(size, "PUT", i -> Api.TOPOLOGIES + "/running-" + i + "/run", _ -> new byte[0]);
    awaitTasks(epoch.drove(), size);
    epoch.drove().tasksTake(100);
    api.create(FIRING, "firing-", "0/" + EVERY_SECONDS + " * * * * ?");
    TimeUnit.SECONDS.sleep(8);

    int killed = Math.max(0, epoch.indexOf(leader));
    Set<String> before = ids(epoch.drove());
    long at = System.currentTimeMillis();
    epoch.node(killed).kill();
    long first = awaitNew(epoch.drove(), before);
    rounds.add("kill to first create", "ms", first - at, "7,500");

    TimeUnit.SECONDS.sleep(15);
    rounds.add("creates refused because they ran", "", epoch.drove().refusedCreates(), "");
    rounds.add("fire times without a verdict", "", unaccounted(epoch.api(1 - killed)), "0");
    rounds.add("runs that are active", "", active(epoch.drove()), "");
  }

  private static void awaitTasks(StandIn drove, int size) throws InterruptedException {
    while (drove.tasks().size() < size) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Set<String> ids(StandIn drove) {
    var ids = new HashSet<String>();
    drove.tasks().forEach(task -> ids.add(task.id()));
    return ids;
  }

  private static long awaitNew(StandIn drove, Set<String> before) throws InterruptedException {
    while (true) {
      for (StandInTask task : drove.tasks()) {
        if (!before.contains(task.id()) && task.id().startsWith("firing-")) {
          return task.arrived();
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Fire times of the last half minute that neither ran nor have a reason in the ledger. */
  private static long unaccounted(Api api) throws Exception {
    api.awaitLeader();
    long to = Instant.now().minusSeconds(3).toEpochMilli();
    long from = to - 20_000;
    long missing = 0;
    try (Wire wire = api.wire()) {
      for (int i = 0; i < FIRING; i++) {
        String target = Api.TOPOLOGIES + "/firing-" + i + "/ledger?from=" + from + "&to=" + to;
        var entries = Json.read(wire.get(target).body()).path("data").path("entries");
        long accounted = 0;
        for (var entry : entries) {
          accounted += entry.path("verdict").asText().equals("DUE") ? 0 : 1;
        }
        missing += Math.max(0, (to - from) / 1000 / EVERY_SECONDS - accounted);
      }
    }
    return missing;
  }

  private static long active(StandIn drove) {
    return drove.tasks().stream().filter(StandInTask::isActive).count();
  }
}
