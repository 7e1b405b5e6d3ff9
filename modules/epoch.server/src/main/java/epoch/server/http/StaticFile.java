package epoch.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the web UI in memory.
 *
 * @param type the content type
 * @param content the bytes
 * @param gzipped the same compressed; null where that gains nothing
 * @param hash tells this content from any other
 * @param policy what a browser that shows it may load and run, see {@link PagePolicy}
 */
@SuppressWarnings("ArrayRecordComponent") // held by StaticFiles alone, never compared
record StaticFile(
    String type, byte[] content, byte @Nullable [] gzipped, String hash, String policy) {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  /** The content type by the end of the name; empty for what the web UI has none of. */
  static Optional<String> type(String path) {
    return Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
  }

  static StaticFile of(String type, byte[] content) throws IOException {
    byte[] gzipped = gzip(content);
    String hash = HexFormat.of().formatHex(Hashes.sha256(content), 0, 12);
    return new StaticFile(
        type,
        content,
        gzipped.length < content.length * 9L / 10 ? gzipped : null,
        hash,
        PagePolicy.of(type, content));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
