package epoch.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Durable creates, reads, and readers of events, as many as go. */
final class Throughput implements Scenario {
  private static final int CREATES = 3000;
  private static final int READS = 60_000;
  private static final int READ_CLIENTS = 64;
  private static final int CHANGES = 500;
  private static final int SAMPLED = 20;

  @Override
  public String id() {
    return "S7";
  }

  @Override
  public String title() {
    return "API: creates, reads, readers of events";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1000);
  }

  @Override
  public boolean fitsForeign() {
    return true;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    var rounds = new Rounds(id(), "", report);
    try (var epoch = new Installation(options, 1)) {
      Api api = epoch.api();
      api.awaitLeader();
      for (int round = 0; round <= options.rounds(); round++) {
        Rounds kept = round == 0 ? new Rounds(id(), "", report) : rounds;
        kept.add("creates", "1/s", creates(api, "made-" + round + "-"), "1,500");
        kept.add("reads", "1/s", reads(api, "made-" + round + "-"), "15,000");
      }
    }
    if (!options.foreign()) {
      readers(options, size, rounds);
    }
    rounds.report();
  }

  private static double creates(Api api, String prefix) throws InterruptedException {
    long begin = System.nanoTime();
    api.create(CREATES, prefix, Api.NEVER);
    return CREATES / ((System.nanoTime() - begin) / 1e9);
  }

  private static double reads(Api api, String prefix) throws InterruptedException {
    long begin = System.nanoTime();
    api.all(
        READ_CLIENTS,
        READS,
        "GET",
        i -> Api.TOPOLOGIES + "/" + prefix + i % CREATES,
        _ -> new byte[0]);
    return READS / ((System.nanoTime() - begin) / 1e9);
  }

  /** Each change names the moment at which it was sent; some of the readers look at it. */
  private static void readers(Options options, int size, Rounds rounds) throws Exception {
    try (var epoch = new Installation(options, 1)) {
      Api api = epoch.api();
      api.awaitLeader();
      var over = new AtomicBoolean();
      var delays = new CopyOnWriteArrayList<Double>();
      var heard = new LongAdder();
      var wires = new ArrayList<Wire>();
      for (int i = 0; i < size; i++) {
        Wire wire = api.wire();
        wires.add(wire);
        BufferedInputStream stream = wire.stream("/apis/v1/events?kind=topology");
        boolean sampled = i < SAMPLED;
        Thread.ofVirtual().start(() -> listen(stream, sampled, delays, heard, over));
      }
      try (Wire wire = api.wire()) {
        for (int i = 0; i < CHANGES; i++) {
          String name = "at-" + System.currentTimeMillis() + "-" + i;
          wire.send("POST", Api.TOPOLOGIES, Api.topology(name, Api.NEVER));
          TimeUnit.MILLISECONDS.sleep(10);
        }
      }
      TimeUnit.SECONDS.sleep(5);
      over.set(true);
      String name = ", " + size + " readers of events";
      rounds.add("delay p99" + name, "ms", Series.of(delays).percentile(0.99), "1,000");
      rounds.add("delay at most" + name, "ms", Series.of(delays).most(), "1,000");
      rounds.add(
          "events heard, share" + name, "", heard.sum() / (double) (size * (long) CHANGES), "1");
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private static void listen(
      BufferedInputStream stream,
      boolean sampled,
      List<Double> delays,
      LongAdder heard,
      AtomicBoolean over) {
    var line = new StringBuilder();
    var buffer = new byte[8192];
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        line.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
          hear(line.substring(0, end), sampled, delays, heard);
          line.delete(0, end + 1);
        }
      }
    } catch (IOException e) {
      if (!over.get()) {
        System.err.println("A reader broke off: " + e);
      }
    }
  }

  private static void hear(String line, boolean sampled, List<Double> delays, LongAdder heard) {
    int name = line.indexOf("\"at-");
    if (!line.startsWith("data:") || name < 0) {
      return;
    }
    heard.increment();
    if (sampled) {
      String at = line.substring(name + 4, line.indexOf('-', name + 4));
      delays.add((double) (System.currentTimeMillis() - Long.parseLong(at)));
    }
  }
}
