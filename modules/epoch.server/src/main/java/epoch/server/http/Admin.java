package epoch.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin port: health in Dropwizard's shape, readiness, ping, metrics. Without login. */
final class Admin implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
  private static final String TEXT = "text/plain;charset=utf-8";

  private final Health health;
  private final BooleanSupplier retiring;
  private final PrometheusRegistry registry;
  private final InstantSource clock;
  private final PrometheusTextFormatWriter metrics = PrometheusTextFormatWriter.create();

  Admin(Health health, BooleanSupplier retiring, PrometheusRegistry registry, InstantSource clock) {
    this.health = health;
    this.retiring = retiring;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "must-revalidate,no-cache,no-store");
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      text(exchange, 405, "GET, HEAD\n");
      return;
    }
    switch (exchange.getRequestPath()) {
      case "/ping" -> text(exchange, 200, "pong\n");
      case "/ready" -> HandOver.toVirtualThread(exchange, () -> ready(exchange));
      case "/healthcheck" -> HandOver.toVirtualThread(exchange, () -> healthcheck(exchange));
      case "/metrics" -> HandOver.toVirtualThread(exchange, () -> metrics(exchange));
      default -> text(exchange, 404, "/healthcheck, /ready, /ping, /metrics\n");
    }
  }

  private void ready(HttpServerExchange exchange) {
    boolean ready = !retiring.getAsBoolean() && health.ready().getAsBoolean();
    text(exchange, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
  }

  private void healthcheck(HttpServerExchange exchange) throws InterruptedException {
    ObjectNode all = Json.object();
    boolean broken = false;
    for (Map.Entry<String, HealthCheck> check : new TreeMap<>(health.checks()).entrySet()) {
      long start = System.nanoTime();
      HealthCheck.Result result = look(check.getKey(), check.getValue());
      ObjectNode checked = all.putObject(check.getKey()).put("healthy", result.healthy());
      if (result.message() != null) {
        checked.put("message", result.message());
      }
      checked
          .put("duration", (System.nanoTime() - start) / 1_000_000)
          .put("timestamp", clock.instant().toString());
      broken |= !result.healthy() && result.fatal();
    }
    Answers.json(exchange, broken ? 500 : 200, all);
  }

  private static HealthCheck.Result look(String name, HealthCheck check)
      throws InterruptedException {
    try {
      return check.check();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.warn("Health check {} failed", name, e);
      return HealthCheck.Result.unwell(
          Objects.requireNonNullElse(e.getMessage(), "cannot be told"));
    }
  }

  private void metrics(HttpServerExchange exchange) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    metrics.write(text, registry.scrape(), EscapingScheme.DEFAULT);
    Answers.bytes(exchange, metrics.getContentType(), text.toByteArray());
  }

  private static void text(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    Answers.bytes(exchange, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }
}
