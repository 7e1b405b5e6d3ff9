package epoch.server.http;

import epoch.server.operations.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request is about: its path and query, decoded once and strictly (RFC 3986). Undertow's own
 * decoding is switched off, because it lets through what we refuse.
 *
 * @param segments the parts of the path between slashes
 * @param query values by name, in order
 */
record Target(List<String> segments, Map<String, List<String>> query) {

  static final AttachmentKey<Target> KEY = AttachmentKey.create(Target.class);

  /**
   * Reads path and query.
   *
   * @throws Refusal if they are not properly encoded, or a part of the path could mean another
   *     place
   */
  static Target of(HttpServerExchange exchange) {
    List<String> segments = new ArrayList<>();
    String path = exchange.getRequestPath();
    for (String raw : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
      String segment = PercentEncoding.decode(raw, Target::invalid);
      if (segment.equals(".") || segment.equals("..") || !segment.chars().allMatch(Target::plain)) {
        throw new Refusal(Refusal.Kind.INVALID, "The path has a part that is not allowed");
      }
      segments.add(segment);
    }
    return new Target(List.copyOf(segments), query(exchange.getQueryString()));
  }

  private static boolean plain(int character) {
    return character != '/' && character != '\\' && !Character.isISOControl(character);
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String rawName = (equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' ');
        String rawValue = equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' ');
        String name = PercentEncoding.decode(rawName, Target::invalid);
        query
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(PercentEncoding.decode(rawValue, problem -> Call.invalid(name + ": " + problem)));
      }
    }
    return query;
  }

  private static Refusal invalid(String problem) {
    return new Refusal(Refusal.Kind.INVALID, "The address " + problem);
  }
}
