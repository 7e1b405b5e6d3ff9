package epoch.server.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session (RFC 6265), which scripts of a page cannot read and pages of other sites
 * cannot send.
 */
final class SessionCookie {

  private static final String NAME = "epoch-session";

  private SessionCookie() {}

  /**
   * Finds it. By hand, because a library that limits how many cookies there may be throws on the
   * next one.
   */
  static Optional<String> in(HeaderMap headers) {
    if (!headers.contains(Headers.COOKIE)) {
      return Optional.empty();
    }
    for (String header : headers.get(Headers.COOKIE)) {
      for (String pair : header.split(";", -1)) {
        String trimmed = pair.strip();
        if (trimmed.startsWith(NAME + "=")) {
          String value = trimmed.substring(NAME.length() + 1);
          return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The header that sets it.
   *
   * @param origin where the page is that asks for it; one that came by TLS gets a cookie for TLS
   *     alone
   */
  static String set(String value, Duration age, @Nullable String origin) {
    boolean secure = origin != null && origin.toLowerCase(Locale.ROOT).startsWith("https://");
    return NAME
        + "="
        + value
        + "; Path=/apis; Max-Age="
        + age.toSeconds()
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }

  /** The header that removes it. */
  static String remove() {
    return set("", Duration.ZERO, null);
  }
}
