package epoch.server.http;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where the files of the web UI come from. Safe for use by several threads. */
@FunctionalInterface
public interface WebFiles {

  /**
   * Opens a file.
   *
   * @param path relative, such as {@code index.html} or {@code components/list.js}; its parts hold
   *     letters, digits and {@code . _ - @}
   * @return its content, or null if there is none
   * @throws IOException if it cannot be read
   */
  @Nullable InputStream open(String path) throws IOException;

  /**
   * Tells one build of the files from another, in letters and digits; part of the address of every
   * file but the page itself, so that browsers may keep what they have for good.
   */
  default String build() {
    return "0";
  }

  /** These files, of that build. */
  static WebFiles of(WebFiles files, String build) {
    return new WebFiles() {
      @Override
      public @Nullable InputStream open(String path) throws IOException {
        return files.open(path);
      }

      @Override
      public String build() {
        return build;
      }
    };
  }
}
