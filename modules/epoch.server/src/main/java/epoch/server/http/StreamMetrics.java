package epoch.server.http;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/** How many streams are open. */
final class StreamMetrics {

  private StreamMetrics() {}

  static void register(PrometheusRegistry registry, Streams streams) {
    gauge(registry, "epoch_event_readers", "Who reads events now", streams::readers);
    gauge(registry, "epoch_log_followers", "Who follows a log now", streams::followers);
  }

  private static void gauge(
      PrometheusRegistry registry, String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }
}
