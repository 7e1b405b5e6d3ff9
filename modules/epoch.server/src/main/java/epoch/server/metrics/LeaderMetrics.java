package epoch.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What only a leader has, in numbers; a follower shows {@code epoch_leader 0} and nothing else of
 * it, so that sums over all nodes are right.
 */
public final class LeaderMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrometheusRegistry registry;
  private final Supplier<Optional<Vitals>> vitals;

  private LeaderMetrics(PrometheusRegistry registry, Supplier<Optional<Vitals>> vitals) {
    this.registry = registry;
    this.vitals = vitals;
  }

  /**
   * Registers the metrics.
   *
   * @param vitals empty while this node does not lead
   */
  public static void register(PrometheusRegistry registry, Supplier<Optional<Vitals>> vitals) {
    GaugeWithCallback.builder()
        .name("epoch_leader")
        .help("1 while this node leads")
        .callback(callback -> callback.call(vitals.get().isPresent() ? 1 : 0))
        .register(registry);
    var metrics = new LeaderMetrics(registry, vitals);
    metrics.gauge("epoch_topologies", "Topologies", now -> (double) now.topologies());
    metrics.gauge(
        "epoch_runs_active", "Runs that have not ended", now -> (double) now.activeRuns());
    metrics.gauge(
        "epoch_runs_waiting",
        "Runs that wait for Drove or for a release",
        now -> (double) now.waitingRuns());
    metrics.gauge("epoch_held", "1 while the world stands still", now -> flag(now.held()));
    metrics.gauge(
        "epoch_zookeeper_write_seconds",
        "How long the last sign of life took to be written",
        now -> seconds(now.latency()));
    metrics.gauge(
        "epoch_clock_difference_seconds",
        "How far this node's clock is ahead of ZooKeeper's",
        now -> seconds(now.clockDifference()));
    metrics.gauge("epoch_drove_up", "1 while Drove answers", now -> flag(now.droveAvailable()));
    metrics.gauge(
        "epoch_drove_events_age_seconds",
        "Since when nothing was heard of Drove's events",
        now -> seconds(now.eventsAge()));
    metrics.gauge(
        "epoch_drove_tasks_followed",
        "Tasks that are followed on Drove",
        now -> (double) now.followed());
  }

  private void gauge(String name, String help, Function<Vitals, @Nullable Double> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> vitals.get().map(value).ifPresent(callback::call))
        .register(registry);
  }

  private static Double flag(boolean set) {
    return set ? 1.0 : 0.0;
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / NANOS_PER_SECOND;
  }
}
