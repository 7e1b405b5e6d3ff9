package epoch.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests that are almost right, by a seed. */
final class Rubbish {
  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW");

  private static final List<String> WORDS =
      List.of(
          "a",
          "fuzz-0",
          "fuzz-1",
          "fuzz-2",
          "work",
          "simple",
          "",
          " ",
          ".",
          "..",
          "~",
          "%",
          "null",
          "true",
          "ä€😀",
          "\u0000",
          "\uffff",
          "a/b",
          "a\\b",
          "a\nb",
          "<script>",
          "'\"",
          "${x}",
          "-1",
          "0",
          "1",
          "100",
          "9223372036854775807",
          "9223372036854775808",
          "1e400",
          "1h",
          "-5s",
          "1764079200000",
          "253402300800000",
          "ACTIVE",
          "RUNNING",
          "FAILED",
          "PAUSE",
          "RUN",
          "SKIP",
          "SUCCEEDED",
          "reason",
          "json",
          "yaml",
          "Europe/Berlin",
          "0 0 0 1 1 ? 2199",
          "* * * * * *",
          "ESR-2026-11-25-12-00-00-000",
          "EIR-2026-11-25-12-00-00-000",
          "output.log",
          "1-1",
          "7.42",
          "x".repeat(300),
          "ü".repeat(2_000));

  private static final List<String> BODIES =
      List.of(
          topology("fuzz-0"),
          topology("fuzz-1"),
          """
          {"name":"fuzz-2","task":{"type":"COMPOSITE","compositionType":"ALL","tasks":[
            {"type":"CONTAINER_EXECUTION","taskName":"one","executable":{"type":"DOCKER","url":"r.example/a:1"},
             "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}]}]},
           "trigger":{"type":"AT","time":7258118400000}}
          """,
          """
          {"name":"fuzz-1","cron":"0 0 0 1 1 ? 2199","docker":"r.example/a:1","cpus":1,"memory":128,"notifyEmail":"a@b.example","env":{"A":"b"},"volumes":[]}
          """,
          "{\"reason\":\"because\"}",
          "{\"reason\":\"because\",\"until\":7258118400000}",
          "{\"heldFires\":\"SKIP\"}",
          "{\"as\":\"FAILED\",\"reason\":\"because\"}",
          "{\"env\":{\"A\":\"b\"},\"args\":[\"x\"],\"note\":\"why\"}",
          "{\"trigger\":{\"type\":\"CRON\",\"timeSpec\":\"0 0/5 * * * ?\"},\"from\":1764079200000,\"count\":20,\"zone\":\"Asia/Tokyo\"}",
          "{\"action\":\"PAUSE\",\"ids\":[\"fuzz-0\",\"nope\"],\"reason\":\"r\",\"dryRun\":true}",
          "{\"action\":\"LABEL\",\"filter\":{\"q\":\"fuzz\",\"state\":[\"ACTIVE\"]},\"labels\":{\"a\":\"b\",\"c\":null},\"dryRun\":false}",
          "{\"version\":1,\"exported\":1764079200000,\"topologies\":[{\"state\":\"PAUSED\",\"topology\":"
              + topology("fuzz-2")
              + "}]}",
          "[" + topology("fuzz-0") + "]",
          "{\"name\":\"guest\",\"password\":\"guest\"}");

  private final Random random;

  Rubbish(long seed) {
    this.random = new Random(seed);
  }

  /** A request. */
  record Made(String method, String target, List<String> headers, byte[] body) {
    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return method
          + " "
          + target
          + " "
          + headers
          + "\n"
          + text.substring(0, Math.min(2_000, text.length()));
    }
  }

  private static String topology(String name) {
    return """
    {"name":"%s","owner":"team","description":"d","labels":{"a":"b"},
     "task":{"type":"CONTAINER_EXECUTION","taskName":"work",
       "executable":{"type":"DOCKER","url":"r.example/a:1","dockerPullTimeout":"120 seconds"},
       "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
       "volumes":[{"pathInContainer":"/a","pathOnHost":"/b","mode":"READ_ONLY"}],
       "configs":[{"type":"INLINE","localFilename":"/c","data":"aGFsbG8="}],
       "placementPolicy":{"type":"ANY"},"logging":{"type":"LOCAL","maxSize":"10m","maxFiles":3,"compress":true},
       "tags":{"t":"v"},"env":{"A":"b"},"args":["x"]},
     "trigger":{"type":"CRON","timeSpec":"0 0 0 1 1 ? 2199","timeZone":"Europe/Berlin"},
     "notify":{"type":"MAIL","emails":["a@b.example"]},
     "policy":{"catchUp":"LATEST","catchUpWindow":"1h"}}
    """
        .formatted(name);
  }

  /** Almost a request for one of the routes. */
  Made request(List<Route> routes, List<String> queryNames) {
    Route route = pick(routes);
    String method = often() ? route.method().toString() : pick(METHODS);
    var headers = new ArrayList<String>();
    headers.add(often() ? Wire.ADMIN : Wire.GUEST);
    if (rarely()) {
      headers.set(
          0, "Authorization: " + pick(List.of("Basic", "Basic !!!", "Bearer x", "Basic Og==")));
    }
    byte[] body = new byte[0];
    if (!method.equals("GET") && !method.equals("HEAD") && often()) {
      body = body();
      headers.add(
          often()
              ? Wire.JSON
              : "Content-Type: "
                  + pick(List.of("text/plain", "application/json; charset=utf-16", "", "x")));
    }
    for (String name :
        List.of("If-Match", "Idempotency-Key", "Last-Event-ID", "Accept", "Origin")) {
      if (rarely()) {
        headers.add(name + ": " + ascii(pick(WORDS)));
      }
    }
    return new Made(method, target(route, queryNames), headers, body);
  }

  private String target(Route route, List<String> queryNames) {
    var target = new StringBuilder("/apis");
    for (String part : route.parts()) {
      target.append('/');
      target.append(part.startsWith("{") ? segment() : rarely() ? segment() : part);
    }
    if (rarely()) {
      target.append('/').append(segment());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&').append(pick(queryNames));
      if (often()) {
        target.append('=').append(rarely() ? "%zz" : encoded(pick(WORDS)));
      }
    }
    return target.toString();
  }

  private String segment() {
    String word = often() ? pick(WORDS.subList(0, 5)) : pick(WORDS);
    return rarely() ? "%" + ascii(word).replace(" ", "") : encoded(word);
  }

  private byte[] body() {
    String text = pick(BODIES);
    if (often()) {
      text = Json.text(mutated(text));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (rarely()) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    if (rarely()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (rarely()) {
      return text.replaceFirst("\\{\"", "{\"name\":\"twice\",\"").getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  private JsonNode mutated(String text) {
    try {
      JsonNode tree = Json.read(text, JsonNode.class);
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutate(tree);
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mutate(JsonNode tree) {
    var places = new ArrayList<JsonNode>();
    collect(tree, places);
    JsonNode place = pick(places);
    if (place instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (names.isEmpty() || rarely()) {
        object.set(pick(WORDS), value());
      } else if (random.nextInt(4) == 0) {
        object.remove(pick(names));
      } else {
        object.set(pick(names), value());
      }
    } else if (place instanceof ArrayNode array) {
      array.add(value());
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private JsonNode value() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(12)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextLong());
      case 4 -> nodes.numberNode(new BigDecimal("1e400"));
      case 5 -> nodes.numberNode(-0.5);
      case 6 -> nodes.objectNode();
      case 7 -> nodes.arrayNode().add(pick(WORDS)).addNull();
      case 8 -> deep(random.nextInt(100));
      default -> nodes.textNode(pick(WORDS));
    };
  }

  private static JsonNode deep(int levels) {
    ArrayNode outer = JsonNodeFactory.instance.arrayNode();
    ArrayNode inner = outer;
    for (int i = 0; i < levels; i++) {
      inner = inner.addArray();
    }
    return outer;
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String ascii(String word) {
    return word.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private boolean often() {
    return random.nextInt(8) > 0;
  }

  private boolean rarely() {
    return random.nextInt(24) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
