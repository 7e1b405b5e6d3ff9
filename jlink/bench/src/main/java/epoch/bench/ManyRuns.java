package epoch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Many instant runs at once of tasks that take their time: how long from the request to the create,
 * what a server costs while nothing changes, and how soon it notices the ends.
 */
final class ManyRuns implements Scenario {
  private static final long TASK_MILLIS = 120_000;
  private static final int TOPOLOGIES = 50;
  private static final long QUIET_SECONDS = 20;
  private static final long PATIENCE_MILLIS = 180_000;

  @Override
  public String id() {
    return "S3";
  }

  @Override
  public String title() {
    return "many at once: instant runs of 120 s tasks";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1000, 5000, 10_000);
  }

  @Override
  public boolean fitsForeign() {
    return true;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    var rounds = new Rounds(id(), "M=" + size, report);
    for (int round = 0; round < options.rounds(); round++) {
      // Each begins with nothing: history and garbage of the last one are no part of the next.
      try (var epoch = new Installation(options, 1)) {
        round(epoch, size, rounds);
      }
    }
    rounds.report();
  }

  private static void round(Installation epoch, int size, Rounds rounds) throws Exception {
    Api api = epoch.api();
    api.awaitLeader();
    StandIn drove = epoch.drove();
    warmUp(api, drove);
    drove.clear();
    drove.tasksTake(TASK_MILLIS);

    Map<String, Long> asked = new ConcurrentHashMap<>();
    askForAll(api, size, asked);
    rounds.add("runs with another's id", "", size - asked.size(), "0");
    awaitCreates(drove, size);
    var latencies = new ArrayList<Double>();
    for (StandInTask task : drove.tasks()) {
      Long at = asked.get(runOf(task.id()));
      if (at != null) {
        latencies.add((double) (task.arrived() - at));
      }
    }
    rounds.add("runs lost", "", size - latencies.size(), "0");
    rounds.add("request to create p99", "ms", Series.of(latencies).percentile(0.99), "");

    quiet(epoch, rounds);
    ends(api, drove, size, rounds);
  }

  private static void warmUp(Api api, StandIn drove) throws InterruptedException {
    drove.tasksTake(100);
    api.create(TOPOLOGIES, "many-", Api.NEVER);
    api.all(500, "PUT", ManyRuns::target, _ -> new byte[0]);
    TimeUnit.SECONDS.sleep(5);
  }

  private static String target(int i) {
    return Api.TOPOLOGIES + "/many-" + i % TOPOLOGIES + "/run";
  }

  /** Notes for each run's id when it was asked for. */
  private static void askForAll(Api api, int size, Map<String, Long> asked)
      throws InterruptedException {
    int clients = 32;
    var threads = new ArrayList<Thread>();
    for (int client = 0; client < clients; client++) {
      int from = client;
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (Wire wire = api.wire()) {
                  for (int i = from; i < size; i += clients) {
                    long at = System.currentTimeMillis();
                    Wire.Reply reply = wire.send("PUT", target(i), new byte[0]);
                    String run = Json.read(reply.body()).path("data").path("runId").asText();
                    asked.putIfAbsent("many-" + i % TOPOLOGIES + "-" + run, at);
                  }
                } catch (IOException e) {
                  System.err.println("A client broke off: " + e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static String runOf(String taskId) {
    return taskId.substring(0, taskId.lastIndexOf('-'));
  }

  private static void awaitCreates(StandIn drove, int size) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (drove.tasks().size() < size && System.currentTimeMillis() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void quiet(Installation epoch, Rounds rounds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(3);
    if (epoch.pid() < 0) {
      return;
    }
    ProcessStat before = ProcessStat.of(epoch.pid());
    long calls = epoch.drove().calls();
    TimeUnit.SECONDS.sleep(QUIET_SECONDS);
    ProcessStat after = ProcessStat.of(epoch.pid());
    rounds.add(
        "Drove calls while quiet",
        "1/s",
        (epoch.drove().calls() - calls) / (double) QUIET_SECONDS,
        "5");
    rounds.add(
        "processor while quiet",
        "% of a core",
        100 * (after.cpuSeconds() - before.cpuSeconds()) / QUIET_SECONDS,
        "10");
    rounds.add("memory", "MB", after.residentMB(), "600");
    rounds.add("threads", "", after.threads(), "");
  }

  private static void ends(Api api, StandIn drove, int size, Rounds rounds) throws Exception {
    long deadline = System.currentTimeMillis() + TASK_MILLIS + PATIENCE_MILLIS;
    Map<String, Long> ends = new HashMap<>();
    for (StandInTask task : awaitEnds(drove, deadline)) {
      Long ended = task.ended();
      if (ended != null) {
        ends.put(runOf(task.id()), ended);
      }
    }
    var noticed = new ArrayList<Double>();
    try (Wire wire = api.wire()) {
      while (noticed.size() < size && System.currentTimeMillis() < deadline) {
        noticed.clear();
        for (int i = 0; i < TOPOLOGIES; i++) {
          notice(wire, "many-" + i, ends, noticed);
        }
        TimeUnit.SECONDS.sleep(2);
      }
    }
    rounds.add("ends never noticed", "", size - noticed.size(), "0");
    rounds.add("end of task to end of run p99", "ms", Series.of(noticed).percentile(0.99), "1,500");
  }

  private static List<StandInTask> awaitEnds(StandIn drove, long deadline)
      throws InterruptedException {
    while (drove.tasks().stream().anyMatch(StandInTask::isActive)
        && System.currentTimeMillis() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return drove.tasks();
  }

  private static void notice(
      Wire wire, String topology, Map<String, Long> ends, List<Double> noticed) throws IOException {
    JsonNode runs = Json.read(wire.get(Api.TOPOLOGIES + "/" + topology + "/runs").body());
    for (JsonNode run : runs.path("data")) {
      Long end = ends.get(topology + "-" + run.path("runId").asText());
      if (end != null && !run.path("state").asText().equals("RUNNING")) {
        noticed.add((double) (run.path("updated").asLong() - end));
      }
    }
  }
}
