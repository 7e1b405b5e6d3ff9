package epoch.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where the build puts the images. */
public final class Images {
  private Images() {}

  /** The server's: {@code bin/epoch}. */
  public static Path server() {
    return image("epoch-server");
  }

  /** The operator console's: {@code bin/epoch-console}. */
  static Path console() {
    return image("epoch-console");
  }

  private static Path image(String name) {
    try {
      return Path.of("..", "target", name).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("no image: run `mvn -DskipTests package` first", e);
    }
  }
}
