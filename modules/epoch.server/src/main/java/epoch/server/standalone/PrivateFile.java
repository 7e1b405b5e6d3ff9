package epoch.server.standalone;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read. */
final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes the file, replacing it as a whole.
   *
   * @throws IOException if it cannot be written; the message names it
   */
  static void write(Path file, String text) throws IOException {
    try {
      replace(file, text);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void replace(Path file, String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, ownerOnly);
    Files.writeString(draft, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
