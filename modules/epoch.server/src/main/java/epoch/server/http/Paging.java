package epoch.server.http;

import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The query parameters of lists, and the link to what comes after a page. */
final class Paging {
  static final int MAX_LIMIT = 1_000;

  private Paging() {}

  /** The part of a list that is asked for. */
  static PageRequest of(Call call) {
    return new PageRequest(
        call.query("sort").orElse(null),
        call.upTo("limit", MAX_LIMIT),
        call.query("after").orElse(null));
  }

  static Answer page(Call call, Part part) {
    return new Answer.Page(part, link(call.query(), part.next()));
  }

  /** The same query, beginning behind this page; relative to the URL that was asked. */
  private static @Nullable String link(Map<String, List<String>> query, Optional<String> next) {
    if (next.isEmpty()) {
      return null;
    }
    var all = new StringJoiner("&", "<?", ">; rel=\"next\"");
    query.forEach((name, values) -> {
      if (!name.equals("after")) {
        values.forEach(value -> all.add(encoded(name) + "=" + encoded(value)));
      }
    });
    return all.add("after=" + encoded(next.get())).toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
