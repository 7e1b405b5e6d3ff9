package epoch.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the web UI, without login. Each is read once and kept, also compressed; entity tags
 * come from the content, because in an image all files have the same date. Only names of known
 * types are looked up, so that a directory is never opened.
 *
 * <p>The page refers to all else below {@code assets/}, and is sent with the build behind that:
 * what is below {@code assets/BUILD/} never changes, so browsers ask for it once.
 */
final class StaticFiles implements HttpHandler {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@-]*");

  private static final String ASSETS = "assets";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final WebFiles files;
  private final String build;
  private final Map<String, StaticFile> loaded = new ConcurrentHashMap<>();

  StaticFiles(WebFiles files) {
    this.files = files;
    build = files.build();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    List<String> segments = Objects.requireNonNull(exchange.getAttachment(Target.KEY)).segments();
    boolean built =
        segments.size() > 2 && segments.get(0).equals(ASSETS) && segments.get(1).equals(build);
    Optional<StaticFile> file = find(built ? segments.subList(2, segments.size()) : segments);
    HttpString method = exchange.getRequestMethod();
    if (file.isEmpty()) {
      Answers.failure(exchange, 404, "There is nothing at this path");
    } else if (method.equals(Methods.OPTIONS)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD, OPTIONS");
      exchange.setStatusCode(204).endExchange();
    } else if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD, OPTIONS");
      Answers.failure(exchange, 405, "This path has GET, HEAD, OPTIONS");
    } else {
      send(exchange, file.get(), built);
    }
  }

  private Optional<StaticFile> find(List<String> segments) throws IOException {
    String path = segments.equals(List.of("")) ? "index.html" : String.join("/", segments);
    StaticFile known = loaded.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> type = StaticFile.type(path);
    if (type.isEmpty()
        || !(path.equals("index.html")
            || segments.stream().allMatch(part -> PART.matcher(part).matches()))) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      if (in == null) {
        return Optional.empty();
      }
      StaticFile file = StaticFile.of(type.get(), located(path, in.readAllBytes()));
      loaded.put(path, file);
      return Optional.of(file);
    }
  }

  /** The page, with the build in the addresses of all that it refers to. */
  private byte[] located(String path, byte[] content) {
    return path.equals("index.html")
        ? new String(content, StandardCharsets.UTF_8)
            .replaceAll("([\"/])" + ASSETS + "/", "$1" + ASSETS + "/" + build + "/")
            .getBytes(StandardCharsets.UTF_8)
        : content;
  }

  private static void send(HttpServerExchange exchange, StaticFile file, boolean forGood) {
    boolean gzip = file.gzipped() != null && acceptsGzip(exchange);
    String tag = gzip ? file.hash() + "-gz" : file.hash();
    SecurityHeaders.putForPage(exchange, file.policy());
    exchange
        .getResponseHeaders()
        .put(Headers.ETAG, "\"" + tag + "\"")
        .put(Headers.CACHE_CONTROL, forGood ? FOR_GOOD : "no-cache")
        .put(Headers.VARY, "Accept-Encoding");
    if (!ETagUtils.handleIfNoneMatch(exchange, new ETag(false, tag), true)) {
      exchange.setStatusCode(304).endExchange();
      return;
    }
    if (gzip) {
      exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    }
    Answers.bytes(
        exchange, file.type(), gzip ? Objects.requireNonNull(file.gzipped()) : file.content());
  }

  private static boolean acceptsGzip(HttpServerExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    if (accepted == null) {
      return false;
    }
    for (String coding : accepted.split(",")) {
      String[] parts = coding.strip().split(";");
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length < 2 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
