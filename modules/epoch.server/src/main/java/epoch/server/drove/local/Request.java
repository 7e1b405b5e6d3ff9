package epoch.server.drove.local;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What of an HTTP request matters here. */
@SuppressWarnings("ArrayRecordComponent") // requests are read, never compared
record Request(
    String method,
    String path,
    Map<String, String> query,
    String contentType,
    String accept,
    byte[] body) {
  static final String BASE = "/apis/v1";

  static Request of(HttpServerExchange exchange) throws IOException {
    HeaderMap headers = exchange.getRequestHeaders();
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, first(values)));
    exchange.startBlocking();
    return new Request(
        exchange.getRequestMethod().toString(),
        exchange.getRequestPath(),
        query,
        String.valueOf(headers.getFirst(Headers.CONTENT_TYPE)).toLowerCase(Locale.ROOT),
        headers.contains(Headers.ACCEPT) ? headers.getFirst(Headers.ACCEPT) : "*/*",
        exchange.getInputStream().readAllBytes());
  }

  private static String first(Deque<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** The parts of the path below the base; empty when the path is not below it. */
  List<String> parts() {
    return path.startsWith(BASE + "/")
        ? List.of(path.substring(BASE.length() + 1).split("/", -1))
        : List.of();
  }

  boolean isJson() {
    String type = contentType.split(";", 2)[0].strip();
    return type.equals("application/json");
  }

  /** A number of the query; the default when it is absent or none. */
  long number(String name, long otherwise) {
    try {
      return Long.parseLong(query.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
