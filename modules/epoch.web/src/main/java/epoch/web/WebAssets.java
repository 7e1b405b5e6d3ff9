package epoch.web;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Finds the files of the web UI. */
public final class WebAssets {
  private static final String ROOT = "META-INF/epoch-web/";

  private WebAssets() {}

  /**
   * Opens a file of the UI.
   *
   * @param path relative to its root, such as {@code index.html}
   * @return its content, for the caller to close; null if there is no such file
   */
  public static @Nullable InputStream open(String path) {
    return WebAssets.class.getClassLoader().getResourceAsStream(ROOT + path);
  }
}
