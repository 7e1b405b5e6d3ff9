package epoch.desktop.overview;

import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.api.rest.Standing.Attention;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Samples;
import epoch.desktop.cluster.Samples.Sample;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.Chart.Value;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be said of a cluster at one look. */
final class OverviewViewModel {

  /** The lateness from which on a fire deserves a look. */
  static final long LATE_MILLIS = 5_000;

  private static final int MOST = 50;

  /** So many members are named. */
  private static final int NAMED = 7;

  private final Cluster cluster;
  private final TimeWords times;

  OverviewViewModel(Cluster cluster, TimeWords times) {
    this.cluster = cluster;
    this.times = times;
  }

  /** How it is. */
  record Headline(Look look, String words) {}

  Headline headline() {
    Instant now = cluster.nowProperty().get();
    HoldState hold = cluster.holdProperty().get();
    Optional<ClusterState> state = cluster.stateProperty().get();
    if (hold.held()) {
      return new Headline(
          Look.HELD,
          "Held"
              + (hold.since() == null ? "" : " since " + times.past(hold.since(), now))
              + (hold.by() == null ? "" : " by " + Plain.line(hold.by()))
              + (hold.reason() == null ? "" : ": " + Plain.line(hold.reason())));
    }
    if (state.isEmpty()) {
      return new Headline(Look.PENDING, "Asking how it is …");
    }
    ClusterState it = state.get();
    if (it.leader() == null) {
      return new Headline(Look.UNKNOWN, "Nobody leads");
    }
    if (!it.drove().available()) {
      String why = it.drove().reason() == null ? "" : ": " + Plain.line(it.drove().reason());
      return new Headline(Look.UNKNOWN, "Drove does not answer" + why + "; runs wait");
    }
    String since = it.leaderSince() == null ? "" : ", " + TimeWords.span(it.leaderSince(), now);
    return new Headline(Look.SUCCESSFUL, "Firing · " + name(it.leader()) + " leads" + since);
  }

  private static String name(String url) {
    return Plain.line(url.replaceFirst("^https?://", ""));
  }

  /** A number and what it counts. */
  record Figure(String value, String words, boolean bad) {}

  List<Figure> figures() {
    Optional<ClusterState> known = cluster.stateProperty().get();
    if (known.isEmpty()) {
      return List.of();
    }
    ClusterState state = known.get();
    ClusterState.Counts counts = state.counts();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure(number(counts.activeRuns()), "running", false));
    figures.add(new Figure(number(counts.waitingRuns()), "waiting", counts.waitingRuns() > 0));
    figures.add(
        new Figure(
            number(counts.failedLastHour()),
            "failed in the last hour",
            counts.failedLastHour() > 0));
    figures.add(new Figure(number(counts.firesLastHour()), "fires in the last hour", false));
    figures.add(late(counts.latenessP50(), "lateness, half below"));
    figures.add(late(counts.latenessP99(), "lateness, 99 of 100 below"));
    figures.add(new Figure(number(counts.active()), "active topologies", false));
    figures.add(new Figure(number(counts.paused()), "paused", false));
    return figures;
  }

  /** What there is to say where no topology deserves a look; a run may have failed nevertheless. */
  String nothing() {
    long failed =
        cluster.stateProperty().get().map(state -> state.counts().failedLastHour()).orElse(0L);
    return failed == 0
        ? "All is well: nothing failed, nothing is late"
        : "No topology ended badly the last time; Runs shows what failed in the last hour: %,d"
            .formatted(failed);
  }

  private static Figure late(@Nullable Long millis, String words) {
    return new Figure(
        millis == null ? "–" : TimeWords.millis(millis),
        words,
        millis != null && millis > LATE_MILLIS);
  }

  private static String number(long count) {
    return "%,d".formatted(count);
  }

  /** ZooKeeper and Drove as the leader sees them, one line each. */
  List<String> seen() {
    Optional<ClusterState> known = cluster.stateProperty().get();
    if (known.isEmpty()) {
      return List.of();
    }
    ClusterState.ZooKeeper keeper = known.get().zookeeper();
    ClusterState.Drove drove = known.get().drove();
    String zookeeper =
        keeper.connected()
            ? "ZooKeeper: connected"
                + (keeper.latencyMillis() == null
                    ? ""
                    : ", a write takes %.1f ms".formatted(keeper.latencyMillis()))
            : "ZooKeeper: no connection";
    String there =
        drove.available()
            ? "Drove: answers"
                + (drove.leader() == null ? "" : ", " + Plain.line(drove.leader()) + " leads")
                + (drove.version() == null ? "" : ", version " + Plain.line(drove.version()))
            : "Drove: away" + (drove.reason() == null ? "" : ", " + Plain.line(drove.reason()));
    return List.of(members(known.get().members()), zookeeper, there);
  }

  private static String members(List<ClusterState.Member> all) {
    String named =
        all.stream()
            .limit(NAMED)
            .map(member -> name(member.id()) + (member.leader() ? " (leads)" : ""))
            .collect(Collectors.joining(", "));
    int more = all.size() - NAMED;
    return "Members: " + named + (more > 0 ? " and %,d more".formatted(more) : "");
  }

  List<Value> lateness() {
    return samples(sample -> sample.lateness(), sample -> sample.lateness() > LATE_MILLIS);
  }

  List<Value> running() {
    return samples(sample -> sample.running(), _ -> false);
  }

  private interface Amount {
    double of(Sample sample);
  }

  private interface Exceptional {
    boolean is(Sample sample);
  }

  private List<Value> samples(Amount amount, Exceptional exceptional) {
    return cluster.samples().all().stream()
        .map(sample -> new Value(amount.of(sample), exceptional.is(sample)))
        .toList();
  }

  /** When the charts begin, which may be long before the first that is known. */
  String begin() {
    List<Sample> all = cluster.samples().all();
    if (all.isEmpty()) {
      return "";
    }
    Duration unknown = Samples.EACH.multipliedBy(Samples.MOST - all.size());
    Duration span =
        Duration.between(all.getFirst().at(), cluster.nowProperty().get()).plus(unknown);
    return "%,d min ago".formatted(span.plusSeconds(30).toMinutes());
  }

  /**
   * What deserves a look, the worst first. Looks at all topologies, so it makes nothing of each.
   */
  List<TopologyRow> attention() {
    List<TopologyRow> found = new ArrayList<>();
    for (TopologyRow row : cluster.rows()) {
      Attention why = row.facts().standing().attention();
      if (why != null && why != Attention.RUNNING) {
        found.add(row);
      }
    }
    found.sort(
        Comparator.comparing((TopologyRow row) -> row.facts().attention().orElseThrow())
            .thenComparing(TopologyRow::id));
    return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : found;
  }
}
