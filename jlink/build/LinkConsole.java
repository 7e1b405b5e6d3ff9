import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Makes the image of the operator console, with its AOT cache and what a desktop wants to know. */
final class LinkConsole {
  private LinkConsole() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Image image = Image.of(args, "epoch.desktop");
    image.make(ConsoleTraining::run);
    share(image);
  }

  /** The entry for menus and its icon, where such things are looked for below a prefix. */
  private static void share(Image image) throws IOException {
    Path source = image.launchers().resolveSibling("share");
    Path target = image.home().resolve("share");
    try (Stream<Path> files = Files.walk(source)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copy(file, target.resolve(source.relativize(file))));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
