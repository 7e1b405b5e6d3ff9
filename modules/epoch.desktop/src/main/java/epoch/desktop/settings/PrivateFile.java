package epoch.desktop.settings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that nobody else can read, whole or not at all. */
final class PrivateFile {

  /** Writes what belongs into a file. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  private PrivateFile() {}

  /** Writes it in one move, so that a crash leaves the old file or the new one. */
  static void write(Path file, Content content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is in no directory");
    }
    Files.createDirectories(directory, mode(directory, "rwx------"));
    Path fresh =
        Files.createTempFile(
            directory, "" + file.getFileName(), ".new", mode(directory, "rw-------"));
    try {
      try (OutputStream out = Files.newOutputStream(fresh)) {
        content.to(out);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] mode(Path directory, String mode) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
