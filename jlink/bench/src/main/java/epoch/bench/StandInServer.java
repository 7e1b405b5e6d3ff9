package epoch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The part of Drove's API that a server of Epoch's kind uses, answered from memory on the I/O
 * threads. It takes any credentials.
 */
final class StandInServer implements AutoCloseable {
  private static final String API = "/apis/v1";
  private static final String INSTANCES = "/instances/";

  private final StandIn standIn;
  private final Undertow server;

  /**
   * @param port where to listen on loopback; 0 for any free port
   */
  StandInServer(StandIn standIn, int port) {
    this.standIn = standIn;
    this.server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setIoThreads(1)
            .setHandler(this::handle)
            .build();
    server.start();
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  private void handle(HttpServerExchange exchange) {
    long arrived = System.currentTimeMillis();
    standIn.called();
    String path = exchange.getRequestPath();
    if (path.equals(API + "/tasks/operations")) {
      exchange
          .getRequestReceiver()
          .receiveFullBytes((sender, body) -> operate(sender, Json.read(body), arrived));
    } else if (path.equals(API + "/tasks")) {
      success(exchange, standIn.active());
    } else if (path.equals(API + "/cluster/events/latest")) {
      long after = number(exchange, "lastSyncTime", 0);
      success(exchange, standIn.events(after, (int) number(exchange, "size", 1024)));
    } else if (path.equals(API + "/ping")) {
      success(exchange, null);
    } else if (path.equals(API + "/cluster")) {
      success(exchange, summary());
    } else if (path.startsWith(API + "/tasks/") && path.contains(INSTANCES)) {
      instance(exchange, path.substring(path.indexOf(INSTANCES) + INSTANCES.length()));
    } else {
      failure(exchange, 404, "HTTP 404 Not Found", null);
    }
  }

  private void operate(HttpServerExchange exchange, JsonNode operation, long arrived) {
    if (operation.path("type").asText().equals("CREATE")) {
      JsonNode spec = operation.path("spec");
      if (standIn.create(spec, arrived)) {
        success(exchange, Json.object().put("taskId", spec.path("taskId").asText()));
      } else {
        refuse(exchange, "Task already exists for " + spec.path("taskId").asText());
      }
    } else {
      String id = operation.path("taskId").asText();
      if (standIn.end(id, true)) {
        success(exchange, Json.object().put("taskId", id));
      } else {
        refuse(exchange, "Either task does not exist or has already finished for " + id);
      }
    }
  }

  private void instance(HttpServerExchange exchange, String id) {
    if (exchange.getRequestMethod().toString().equals("DELETE")) {
      standIn.remove(id);
      success(exchange, Json.object().put("deleted", true));
      return;
    }
    standIn
        .find(id)
        .ifPresentOrElse(
            task -> success(exchange, task.info()),
            () -> failure(exchange, 200, "No such task instance " + id, null));
  }

  private ObjectNode summary() {
    return Json.object()
        .put("leader", "127.0.0.1:" + port())
        .put("state", "NORMAL")
        .put("numExecutors", 1)
        .put("freeCores", 1_000_000)
        .put("totalCores", 1_000_000)
        .put("freeMemory", 1_000_000_000)
        .put("totalMemory", 1_000_000_000);
  }

  private static void refuse(HttpServerExchange exchange, String error) {
    ObjectNode data = Json.object();
    data.putArray("validationErrors").add(error);
    failure(exchange, 400, "Command validation failure", data);
  }

  private static void success(HttpServerExchange exchange, @Nullable JsonNode data) {
    send(exchange, 200, "SUCCESS", data, "success");
  }

  private static void failure(
      HttpServerExchange exchange, int status, String message, @Nullable JsonNode data) {
    send(exchange, status, "FAILED", data, message);
  }

  private static void send(
      HttpServerExchange exchange,
      int status,
      String word,
      @Nullable JsonNode data,
      String message) {
    ObjectNode envelope = Json.object().put("status", word);
    if (data != null) {
      envelope.set("data", data);
    }
    envelope.put("message", message);
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(Json.bytes(envelope)));
  }

  private static long number(HttpServerExchange exchange, String name, long otherwise) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null || values.isEmpty() ? otherwise : Long.parseLong(values.getFirst());
  }

  @Override
  public void close() {
    server.stop();
  }
}
