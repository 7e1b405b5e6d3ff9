package epoch.bench;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many topologies with the same cron second. Lateness is from the fire time, which the run's id
 * names in UTC, to the arrival of the create.
 */
final class Burst implements Scenario {
  private static final int EVERY_SECONDS = 30;
  private static final String CRON = "0/" + EVERY_SECONDS + " * * * * ?";
  private static final long TASK_MILLIS = 500;
  private static final Pattern RUN = Pattern.compile("^(.*)-ESR-(\\d{4}(?:-\\d{2}){5}-\\d{3})-");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss-SSS");

  @Override
  public String id() {
    return "S1";
  }

  @Override
  public String title() {
    return "burst: topologies with the same cron second";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(100, 1000, 5000, 10_000);
  }

  @Override
  public boolean fitsForeign() {
    return true;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    try (var epoch = new Installation(options, 1)) {
      Api api = epoch.api();
      api.awaitLeader();
      epoch.drove().tasksTake(TASK_MILLIS);
      api.create(size, "burst-", CRON);
      long created = System.currentTimeMillis();
      long first = (created / 1000 / EVERY_SECONDS + 1) * EVERY_SECONDS * 1000;
      if (first - created < 2000) {
        first += EVERY_SECONDS * 1000L;
      }
      long last = first + EVERY_SECONDS * 1000L * options.rounds();
      // What is not there by half a period later has spoilt the next fire time as well.
      sleepUntil(last + EVERY_SECONDS * 500L);
      measure(epoch.drove().tasks(), size, first, options.rounds(), report);
    }
  }

  private void measure(List<StandInTask> tasks, int size, long first, int rounds, Report report) {
    Map<Long, List<Double>> lateness = new HashMap<>();
    Map<Long, Set<String>> fired = new HashMap<>();
    for (StandInTask task : tasks) {
      Matcher run = RUN.matcher(task.id());
      if (run.find()) {
        long fireTime =
            LocalDateTime.parse(run.group(2), TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        lateness
            .computeIfAbsent(fireTime, _ -> new ArrayList<>())
            .add((double) (task.arrived() - fireTime));
        fired.computeIfAbsent(fireTime, _ -> new HashSet<>()).add(run.group(1));
      }
    }
    var p50 = new ArrayList<Double>();
    var p99 = new ArrayList<Double>();
    var lost = new ArrayList<Double>();
    var all = new ArrayList<Double>();
    // The first fire time is the warm-up.
    for (int round = 1; round <= rounds; round++) {
      long time = first + round * (EVERY_SECONDS * 1000L);
      List<Double> late = lateness.getOrDefault(time, List.of());
      p50.add(Series.of(late).median());
      p99.add(Series.of(late).percentile(0.99));
      lost.add((double) (size - fired.getOrDefault(time, new TreeSet<>()).size()));
      all.addAll(late);
    }
    String at = "N=" + size;
    report.add(id(), at, "lateness p50", "ms", p50, "");
    report.add(id(), at, "lateness p99", "ms", p99, target(size));
    report.add(id(), at, "fires lost", "", lost, "0");
    report.distribution(id(), "Lateness of creates (ms)", at, all);
  }

  private static String target(int size) {
    return switch (size) {
      case 100 -> "150";
      case 1000 -> "300";
      case 5000 -> "1,000";
      case 10_000 -> "2,000";
      default -> "";
    };
  }

  static void sleepUntil(long time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(Math.max(0, time - System.currentTimeMillis()));
  }
}
