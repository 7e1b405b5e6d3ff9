package epoch.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
  @TempDir Path directory;

  private static String words(org.junit.jupiter.api.function.Executable doing) {
    return Failure.inWords(assertThrows(Exception.class, doing));
  }

  @Test
  void whatIsWrongWithAFileIsSaidBesideItsName() throws IOException {
    Path none = directory.resolve("none");
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        none + ": there is no such file or directory", words(() -> Files.readString(none)));
    assertEquals(file + ": something else is there", words(() -> Files.createDirectories(file)));
    var denied = new AccessDeniedException("/etc/secret");
    assertEquals("/etc/secret: access is denied", Failure.inWords(denied));
    assertEquals(
        "/etc/secret: access is denied", Failure.inWords(new UncheckedIOException(denied)));
    assertEquals(
        "a -> b: No space left on device",
        Failure.inWords(
            new java.nio.file.FileSystemException("a", "b", "No space left on device")));
  }
}
