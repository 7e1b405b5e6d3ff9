package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is in the images, and how much of it. */
class ImageTest {
  private static final long MB = 1_000_000;

  @Test
  void the_servers_image_takes_at_most_150_mb_on_disk() throws IOException {
    long size = 0;
    for (Path file : files(Images.server())) {
      size += Files.size(file);
    }
    assertTrue(size <= 150 * MB, "bytes: " + size);
  }

  @Test
  void the_servers_image_takes_at_most_95_mb_to_download() throws IOException {
    Counter compressed = new Counter();
    try (OutputStream gzip = new GZIPOutputStream(compressed, 1 << 16)) {
      for (Path file : files(Images.server())) {
        Files.copy(file, gzip);
      }
    }
    assertTrue(compressed.count <= 95 * MB, "bytes: " + compressed.count);
  }

  @Test
  void every_library_of_the_server_is_a_named_module() {
    List<String> modules = modules(Images.server());
    for (String library :
        List.of(
            "epoch.api",
            "epoch.server",
            "epoch.web",
            "undertow.core",
            "org.apache.zookeeper",
            "org.apache.curator",
            "org.quartz",
            "okhttp3",
            "okio",
            "kotlin.stdlib",
            "io.prometheus.metrics",
            "com.fasterxml.jackson.databind",
            "org.slf4j",
            "ch.qos.logback.classic",
            "info.picocli")) {
      assertTrue(
          modules.stream()
              .anyMatch(module -> module.equals(library) || module.startsWith(library + "@")),
          library + " in " + modules);
    }
  }

  @Test
  void every_library_of_the_console_is_a_named_module() {
    List<String> modules = modules(Images.console());
    for (String library :
        List.of("epoch.api", "epoch.desktop", "javafx.controls", "atlantafx.base")) {
      assertTrue(
          modules.stream()
              .anyMatch(module -> module.equals(library) || module.startsWith(library + "@")),
          library + " in " + modules);
    }
  }

  @Test
  void there_is_no_automatic_module_and_no_jar() throws IOException {
    for (Path image : List.of(Images.server(), Images.console())) {
      assertFalse(modules(image).stream().anyMatch(module -> module.contains("automatic")));
      // The file system of the JDK itself, for tools of other JDKs.
      Path own = image.resolve("lib").resolve("jrt-fs.jar");
      assertEquals(
          List.of(),
          files(image).stream()
              .filter(file -> file.toString().endsWith(".jar") && !file.equals(own))
              .toList());
    }
  }

  private static List<String> modules(Path image) {
    try (EpochProcess java =
        EpochProcess.run(image.resolve("bin").resolve("java"), Map.of(), "--list-modules")) {
      assertEquals(0, java.awaitExit(Duration.ofSeconds(30)));
      return java.output().lines().toList();
    }
  }

  private static List<Path> files(Path image) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int octet) {
      count++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      count += length;
    }
  }
}
