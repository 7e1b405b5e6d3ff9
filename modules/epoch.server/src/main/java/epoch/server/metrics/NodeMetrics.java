package epoch.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BooleanSupplier;

/** What every node has, in numbers: its version, its JVM, its connection to ZooKeeper. */
public final class NodeMetrics {
  private NodeMetrics() {}

  /**
   * Registers the metrics.
   *
   * @param version of Epoch
   * @param connected whether there is a connection to ZooKeeper
   */
  public static void register(
      PrometheusRegistry registry, String version, BooleanSupplier connected) {
    Info.builder()
        .name("epoch_build_info")
        .help("What runs here")
        .labelNames("version", "java")
        .register(registry)
        .addLabelValues(version, Runtime.version().toString());
    GaugeWithCallback.builder()
        .name("epoch_zookeeper_connected")
        .help("1 while there is a connection to ZooKeeper")
        .callback(callback -> callback.call(connected.getAsBoolean() ? 1 : 0))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }
}
