package epoch.server.metrics;

import epoch.server.drove.CallListener;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;

/** Calls to Drove in numbers. */
public final class DroveMetrics implements CallListener {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram calls;

  public DroveMetrics(PrometheusRegistry registry) {
    calls =
        Histogram.builder()
            .name("epoch_drove_call_seconds")
            .help("Calls to Drove, by what they ask and how they ended")
            .labelNames("call", "result")
            .classicUpperBounds(.005, .01, .05, .1, .5, 1, 5)
            .register(registry);
  }

  @Override
  public void called(Kind kind, Result result, Duration took) {
    calls
        .labelValues(kind.name().toLowerCase(Locale.ROOT), result.name().toLowerCase(Locale.ROOT))
        .observe(took.toNanos() / NANOS_PER_SECOND);
  }
}
