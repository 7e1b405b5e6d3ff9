package epoch.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From nothing to a server that answers, its own ZooKeeper included; and what it costs at rest. */
final class Start implements Scenario {
  private static final Pattern UP = Pattern.compile("(Epoch is up)");

  @Override
  public String id() {
    return "S6";
  }

  @Override
  public String title() {
    return "start of standalone";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(0);
  }

  @Override
  public boolean fitsForeign() {
    return false;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    var rounds = new Rounds(id(), "", report);
    // The first start reads the image from the disk, and is the warm-up.
    once(options, new Rounds(id(), "", report), 0);
    for (int round = 0; round < options.rounds(); round++) {
      once(options, rounds, 20);
    }
    rounds.report();
  }

  private static void once(Options options, Rounds rounds, int restSeconds) throws Exception {
    Files.createDirectories(options.out());
    Path directory = Files.createTempDirectory(options.out().toAbsolutePath(), "start");
    int port = Installation.freePort();
    long begin = System.nanoTime();
    try (var epoch =
        new Child(
            List.of(
                options.image().toAbsolutePath().resolve("bin/epoch").toString(),
                "standalone",
                "--port",
                Integer.toString(port),
                "--admin-port",
                "0",
                "--data-dir",
                directory.resolve("data").toString()),
            Map.of("ADMIN_PASSWORD", "admin", "EPOCH_JAVA_OPTS", options.javaOpts()),
            directory.resolve("log"),
            UP)) {
      new Api(URI.create("http://127.0.0.1:" + port), "admin", "admin").awaitLeader();
      rounds.add("start to serving", "ms", (System.nanoTime() - begin) / 1e6, "1,000");
      TimeUnit.SECONDS.sleep(restSeconds);
      rounds.add("memory at rest", "MB", ProcessStat.of(epoch.pid()).residentMB(), "130");
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
