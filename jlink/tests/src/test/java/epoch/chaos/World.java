package epoch.chaos;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.rest.LedgerPage;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An installation: an ensemble, a local Drove, three nodes, and a client of theirs. */
final class World implements AutoCloseable {
  private static final int NODES = 3;

  /** So many lines of the evidence are no last words of what ran before. */
  private static final int STARTS = 150;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Ensemble ensemble;
  private final Drove drove;
  private final List<Member> members = new ArrayList<>();
  private final EpochClient client;
  private final Journal journal = new Journal();
  private final List<Load> loads;
  private final Path evidence;

  /**
   * @param loads what will fire in it
   * @param evidence where the tasks write when they start and end
   */
  World(Path directory, List<Load> loads, Path evidence, String java) throws IOException {
    this.loads = loads;
    this.evidence = evidence;
    ensemble = new Ensemble(directory);
    drove = new Drove(directory.resolve("drove"));
    for (int i = 0; i < NODES; i++) {
      var member = new Member(directory, ensemble, drove.port, java);
      members.add(member);
      member.start();
    }
    client =
        new EpochClient(
            new ClientOptions(
                members.stream().map(Member::url).toList(),
                "",
                "",
                Duration.ofSeconds(2),
                Duration.ofSeconds(20)));
  }

  Ensemble ensemble() {
    return ensemble;
  }

  List<Load> loads() {
    return loads;
  }

  /** How many lines the tasks have written so far. */
  int evidence() throws IOException {
    return Files.readAllLines(evidence).size();
  }

  /** Waits until tasks start again as before. */
  void awaitStarts() throws InterruptedException, IOException {
    int before = evidence();
    ask("tasks that start", () -> evidence() > before + STARTS ? Boolean.TRUE : null);
  }

  Drove drove() {
    return drove;
  }

  EpochClient client() {
    return client;
  }

  Journal journal() {
    return journal;
  }

  /** The node that leads now. */
  Member leader() throws InterruptedException {
    return ask(
        "a leader",
        () -> {
          Optional<String> url = client.leader();
          return members.stream()
              .filter(Member::runs)
              .filter(member -> url.equals(Optional.of(member.url())))
              .findFirst()
              .orElse(null);
        });
  }

  /** The node that leads when this one does no more. */
  Member leaderAfter(Member last) throws InterruptedException {
    return ask(
        "another leader",
        () -> {
          Member leader = leader();
          return leader.equals(last) ? null : leader;
        });
  }

  /** Another node than this one. */
  Member other(Member not, Random random) {
    List<Member> others =
        members.stream().filter(Member::runs).filter(member -> !member.equals(not)).toList();
    return others.get(random.nextInt(others.size()));
  }

  /** Asks until there is an answer. */
  <T> T ask(String what, Callable<@Nullable T> question) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        T answer = question.call();
        if (answer != null) {
          return answer;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Nothing within " + PATIENCE.toSeconds() + " s: " + what, last);
  }

  /** Does something to it, and mends what is left of that. */
  void suffer(Fault fault, Random random) throws Exception {
    Instant from = Instant.now();
    try {
      fault.strike(this, random);
      members.forEach(Member::mustLive);
    } finally {
      mend();
      journal.add(fault, from, Instant.now());
    }
  }

  void mend() throws IOException, InterruptedException {
    members.forEach(Member::mend);
    drove.mend();
    ensemble.start();
    members.forEach(Member::start);
  }

  /** A moment in which faults and load do what they do. */
  void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /** Waits until everything up to a moment is accounted for, and its runs have ended. */
  Map<String, Checker.Found> settle(Instant until) throws InterruptedException {
    var found = new HashMap<String, Checker.Found>();
    for (Load load : loads) {
      found.put(load.id(), ask(load.id() + " to settle", () -> settled(load, until)));
    }
    return found;
  }

  private Checker.@Nullable Found settled(Load load, Instant until) throws IOException {
    TopologyDetails details = client.topology(load.id());
    LedgerPage page = client.ledger(load.id(), details.created(), until);
    List<Run> runs =
        client.runs(load.id()).stream()
            .filter(run -> run.fireTime() == null || !run.fireTime().isAfter(until))
            .toList();
    boolean open =
        page.entries().stream()
                .anyMatch(entry -> entry.verdict().equals("DUE") || entry.verdict().equals("HELD"))
            || runs.stream().anyMatch(run -> run.state() == RunState.RUNNING);
    return open ? null : new Checker.Found(details.created(), page.entries(), runs);
  }

  @Override
  public void close() throws IOException {
    client.close();
    members.forEach(Member::close);
    for (Member member : members) {
      member.drove.close();
      for (Link link : member.zooKeeper) {
        link.close();
      }
    }
    drove.close();
    ensemble.close();
  }
}
