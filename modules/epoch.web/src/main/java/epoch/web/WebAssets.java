package epoch.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
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

  /**
   * Tells one build of the UI from another: twelve hexadecimal digits that are others as soon as
   * any file is another. Reads all of them.
   */
  public static String build() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names()) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        try (InputStream in = open(name)) {
          if (in != null) {
            digest.update(in.readAllBytes());
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of all files, in order. In an image they lie in no directory that could be read. */
  static List<String> names() throws IOException {
    try (ModuleReader reader = home().open();
        Stream<String> all = reader.list()) {
      return all.filter(name -> name.startsWith(ROOT) && !name.endsWith("/"))
          .map(name -> name.substring(ROOT.length()))
          .sorted()
          .toList();
    }
  }

  private static ModuleReference home() {
    Module module = WebAssets.class.getModule();
    if (module.getLayer() != null) {
      return module
          .getLayer()
          .configuration()
          .findModule(module.getName())
          .orElseThrow()
          .reference();
    }
    // On the class path, as in tests of others: there it is where this class is.
    try {
      URL here = WebAssets.class.getProtectionDomain().getCodeSource().getLocation();
      return ModuleFinder.of(Path.of(here.toURI())).findAll().iterator().next();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
