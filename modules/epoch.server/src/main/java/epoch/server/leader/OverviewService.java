package epoch.server.leader;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.drove.ClusterSummary;
import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.drove.Drove;
import epoch.server.drove.DroveHealth;
import epoch.server.drove.Reply;
import epoch.server.metrics.LastHour;
import epoch.server.metrics.Vitals;
import epoch.server.operations.Overview;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together how the cluster is doing. Thread safe. */
final class OverviewService implements Overview {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Drove is asked no more often, however many look. */
  private static final Duration SUMMARY_KEPT = Duration.ofSeconds(2);

  private final Peers peers;
  private final TermSettings settings;
  private final Catalog catalog;
  private final Drove drove;
  private final LastHour lastHour;
  private final Supplier<Vitals> vitals;
  private final Supplier<HoldState> hold;
  private final InstantSource clock;
  private final Instant since;
  private volatile Seen seen = new Seen(Instant.EPOCH, null);

  private record Seen(Instant at, @Nullable ClusterSummary summary) {}

  /**
   * What of the cluster only a term knows.
   *
   * @param vitals how this leader is doing
   * @param hold whether the world stands still
   * @param lastHour what happened
   */
  record Sources(Supplier<Vitals> vitals, Supplier<HoldState> hold, LastHour lastHour) {}

  OverviewService(
      Peers peers,
      TermSettings settings,
      Catalog catalog,
      Drove drove,
      Sources sources,
      InstantSource clock) {
    this.peers = peers;
    this.settings = settings;
    this.catalog = catalog;
    this.drove = drove;
    this.lastHour = sources.lastHour();
    this.vitals = sources.vitals();
    this.hold = sources.hold();
    this.clock = clock;
    this.since = clock.instant();
  }

  @Override
  public ClusterState read() {
    Vitals now = vitals.get();
    String self = peers.self().toString();
    About about = settings.about();
    return new ClusterState(
        self,
        self,
        since,
        members(),
        hold.get(),
        zooKeeper(now),
        drove(now.droveAvailable()),
        new ClusterState.Versions(about.version(), Runtime.version().toString()),
        counts(now),
        about.authEnabled(),
        about.defaultPasswords().getAsBoolean(),
        settings.commandsAllowed(),
        settings.runs().appName(),
        settings.defaultZone().getId());
  }

  private List<ClusterState.Member> members() {
    return peers.members().all().stream().map(this::member).toList();
  }

  private ClusterState.Member member(URI id) {
    return new ClusterState.Member(
        id.toString(), id.equals(peers.self()), peers.register().version(id).orElse(null));
  }

  private static ClusterState.ZooKeeper zooKeeper(Vitals now) {
    Duration latency = now.latency();
    return new ClusterState.ZooKeeper(
        now.connected(),
        latency == null ? null : latency.toNanos() / NANOS_PER_MILLI,
        now.clockDifference().toMillis());
  }

  private ClusterState.Drove drove(boolean available) {
    ClusterSummary summary = available ? summary() : null;
    DroveHealth health = drove.health();
    URI endpoint = health.leader();
    return new ClusterState.Drove(
        available,
        endpoint == null ? null : endpoint.toString(),
        summary == null ? null : summary.leader(),
        version(summary),
        health.lastAnswer(),
        available ? null : health.lastError(),
        summary);
  }

  private @Nullable ClusterSummary summary() {
    Seen known = seen;
    Instant now = clock.instant();
    if (known.at().plus(SUMMARY_KEPT).isBefore(now)) {
      known = new Seen(now, ask());
      seen = known;
    }
    return known.summary();
  }

  private @Nullable ClusterSummary ask() {
    return drove.cluster() instanceof Reply.Answered<ClusterSummary>(ClusterSummary summary)
        ? summary
        : null;
  }

  private static @Nullable String version(@Nullable ClusterSummary summary) {
    return Optional.ofNullable(summary)
        .map(known -> known.unknownFields().get("version"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .orElse(null);
  }

  private ClusterState.Counts counts(Vitals now) {
    Map<TopologyState, Integer> states = new EnumMap<>(TopologyState.class);
    for (Entry entry : catalog.entries()) {
      states.merge(entry.state(), 1, Integer::sum);
    }
    int deleted = states.getOrDefault(TopologyState.DELETED, 0);
    LastHour.Figures hour = lastHour.figures();
    return new ClusterState.Counts(
        now.topologies() - deleted,
        states.getOrDefault(TopologyState.ACTIVE, 0),
        states.getOrDefault(TopologyState.PAUSED, 0),
        now.activeRuns(),
        now.waitingRuns(),
        hour.failed(),
        hour.fires(),
        orNull(hour.latenessP50()),
        orNull(hour.latenessP99()));
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
