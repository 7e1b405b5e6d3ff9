package epoch.server.http;

import epoch.server.operations.Terms;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** On what terms a request asks: {@code If-Match} (RFC 9110) and {@code Idempotency-Key}. */
final class TermHeaders {
  private static final HttpString KEY = HttpString.tryFromString("Idempotency-Key");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,128}");

  /** One entity tag and what separates it from the next. A weak one never matches. */
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(,|$)");

  private TermHeaders() {}

  static Terms read(HttpServerExchange exchange, byte[] body) {
    Set<Integer> revisions = revisions(exchange.getRequestHeaders().get(Headers.IF_MATCH));
    HeaderValues keys = exchange.getRequestHeaders().get(KEY);
    if (keys == null) {
      return revisions == null ? Terms.NONE : new Terms(revisions, null);
    }
    if (keys.size() != 1 || !PRINTABLE.matcher(keys.getFirst()).matches()) {
      throw Call.invalid("Idempotency-Key: must be one of 1 to 128 printable ASCII characters");
    }
    return new Terms(revisions, new Terms.Once(keys.getFirst(), fingerprint(exchange, body)));
  }

  private static @Nullable Set<Integer> revisions(@Nullable HeaderValues values) {
    String text = values == null ? "*" : String.join(",", values);
    if (text.strip().equals("*")) {
      return null;
    }
    Set<Integer> revisions = new HashSet<>();
    Matcher tag = TAG.matcher(text);
    int end = 0;
    while (end < text.length() && tag.find(end) && tag.start() == end) {
      if (tag.group(1) == null && tag.group(2).matches("[0-9]{1,9}")) {
        revisions.add(Integer.valueOf(tag.group(2)));
      }
      end = tag.end();
    }
    if (end == 0 || end < text.length()) {
      throw Call.invalid("If-Match: is not the ETag of a topology, such as \"7\"");
    }
    return revisions;
  }

  /** Of all that the request asks: the same key with another request is a mistake. */
  private static String fingerprint(HttpServerExchange exchange, byte[] body) {
    String head =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestPath()
            + "?"
            + exchange.getQueryString()
            + "\n";
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return HexFormat.of().formatHex(Hashes.sha256(all), 0, 16);
  }
}
