package epoch.server.metrics;

import epoch.api.run.RunState;
import epoch.server.event.Event;
import epoch.server.event.Events;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Fires and runs in numbers. */
public final class FireMetrics {
  private static final double MILLIS_PER_SECOND = 1_000;

  private final Counter fires;
  private final Histogram lateness;
  private final Counter ended;
  private final Histogram duration;

  private FireMetrics(PrometheusRegistry registry) {
    fires =
        Counter.builder()
            .name("epoch_fires_total")
            .help("Fire times accounted for, by what became of them")
            .labelNames("verdict")
            .register(registry);
    lateness =
        Histogram.builder()
            .name("epoch_fire_lateness_seconds")
            .help("From the fire time to the commit of its run")
            .classicUpperBounds(.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60, 600, 3600)
            .register(registry);
    ended =
        Counter.builder()
            .name("epoch_runs_ended_total")
            .help("Runs that ended, by state")
            .labelNames("state")
            .register(registry);
    duration =
        Histogram.builder()
            .name("epoch_run_duration_seconds")
            .help("From the begin of a run to its end")
            .classicUpperBounds(1, 5, 15, 60, 300, 900, 3600, 14400, 86400)
            .register(registry);
  }

  /** Registers the metrics and feeds them from the bus. */
  public static void register(PrometheusRegistry registry, Events events) {
    events.subscribe(new FireMetrics(registry)::count);
  }

  private void count(Event event) {
    switch (event) {
      case Event.Fired fired -> {
        boolean skipped = fired.run().state() == RunState.SKIPPED;
        String ran = fired.caughtUp() ? "caught_up" : "ran";
        fires.labelValues(skipped ? "skipped" : ran).inc();
        lateness.observe(fired.lateness().toMillis() / MILLIS_PER_SECOND);
      }
      case Event.RunEnded end -> {
        ended.labelValues(end.run().state().name().toLowerCase(Locale.ROOT)).inc();
        long millis = end.run().updated().toEpochMilli() - end.run().created().toEpochMilli();
        duration.observe(millis / MILLIS_PER_SECOND);
      }
      case Event.PassedOver passed ->
          fires.labelValues(passed.verdict().toLowerCase(Locale.ROOT)).inc(passed.count());
      case Event.TopologyChanged _,
          Event.TopologyRemoved _,
          Event.RunChanged _,
          Event.CalendarChanged _,
          Event.CalendarRemoved _,
          Event.HoldChanged _ -> {}
    }
  }
}
