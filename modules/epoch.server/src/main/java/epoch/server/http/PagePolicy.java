package epoch.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Security-Policy (level 3) of the web UI: only what is ours is loaded, nothing inline
 * runs but the import maps that the page itself holds, each allowed by its hash, and text becomes
 * markup in the templates of Lit alone.
 */
final class PagePolicy {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private PagePolicy() {}

  /** The policy of a file. */
  static String of(String type, byte[] content) {
    StringBuilder scripts = new StringBuilder("script-src 'self'");
    if (type.startsWith("text/html")) {
      Matcher maps = IMPORT_MAP.matcher(new String(content, StandardCharsets.UTF_8));
      while (maps.find()) {
        byte[] hash = Hashes.sha256(maps.group(1).getBytes(StandardCharsets.UTF_8));
        scripts.append(" 'sha256-").append(Base64.getEncoder().encodeToString(hash)).append('\'');
      }
    }
    return "default-src 'none'; "
        + scripts
        + "; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
        + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
  }
}
