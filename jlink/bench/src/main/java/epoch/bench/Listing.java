package epoch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Reading lists of many topologies, with nothing else going on and while others fire. */
final class Listing implements Scenario {
  private static final int PAGE = 100;
  private static final int PAGES = 500;
  private static final int FIRING = 1000;

  @Override
  public String id() {
    return "S4";
  }

  @Override
  public String title() {
    return "listing with many topologies";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(5000, 50_000);
  }

  @Override
  public boolean fitsForeign() {
    return true;
  }

  @Override
  public void run(Options options, int size, Report report) throws Exception {
    var rounds = new Rounds(id(), "T=" + size, report);
    try (var epoch = new Installation(options, 1)) {
      Api api = epoch.api();
      api.awaitLeader();
      epoch.drove().tasksTake(200);
      api.create(size, "listed-", Api.NEVER);
      try (Wire wire = api.wire()) {
        measure(wire, size, "warm-up", new Rounds(id(), "", report));
        for (int round = 0; round < options.rounds(); round++) {
          measure(wire, size, "quiet", rounds);
        }
        api.create(FIRING, "firing-", "* * * * * ?");
        TimeUnit.SECONDS.sleep(5);
        for (int round = 0; round < options.rounds(); round++) {
          measure(wire, size, FIRING + " fires a second", rounds);
        }
      }
    }
    rounds.report();
  }

  private static void measure(Wire wire, int size, String when, Rounds rounds) throws Exception {
    var pages = new ArrayList<Double>();
    String next = "";
    for (int i = 0; i < PAGES; i++) {
      String first =
          Api.TOPOLOGIES
              + "?limit="
              + PAGE
              + "&q=listed-"
              + ThreadLocalRandom.current().nextInt(10);
      long begin = System.nanoTime();
      Wire.Reply reply = wire.get(next.isEmpty() ? first : next);
      pages.add((System.nanoTime() - begin) / 1e6);
      next = reply.next();
    }
    rounds.add("page of 100 p99, " + when, "ms", Series.of(pages).percentile(0.99), "20");
    long begin = System.nanoTime();
    Wire.Reply whole = wire.get(Api.TOPOLOGIES);
    rounds.add("whole list, " + when, "ms", (System.nanoTime() - begin) / 1e6, "2,000");
    if (!whole.ok() || whole.body().length < size) {
      throw new IllegalStateException("The whole list is not whole");
    }
  }
}
