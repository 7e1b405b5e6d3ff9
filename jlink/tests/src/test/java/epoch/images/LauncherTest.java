package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/epoch} does before Java begins. */
class LauncherTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern JVM_WARNING =
      Pattern.compile("(?im)^(warning:|.*vm warning:|\\[.*]\\[(warning|error) *]|note: picked up)");

  @TempDir private Path directory;

  @Test
  void runs_through_a_chain_of_symbolic_links() throws IOException {
    Path link =
        Files.createSymbolicLink(
            directory.resolve("first"), Images.server().resolve("bin").resolve("epoch"));
    Path relative = Files.createSymbolicLink(directory.resolve("second"), link.getFileName());
    try (EpochProcess epoch = EpochProcess.run(relative, Map.of(), "version")) {
      assertEquals(0, epoch.awaitExit(LONG), epoch::errors);
      assertTrue(epoch.output().contains("2.0"), epoch::output);
    }
    Files.delete(link);
  }

  @Test
  void runs_from_a_directory_with_a_blank_in_its_name() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a blank"), Images.server());
    try (EpochProcess epoch =
        EpochProcess.run(link.resolve("bin").resolve("epoch"), Map.of(), "version")) {
      assertEquals(0, epoch.awaitExit(LONG), epoch::errors);
    }
    Files.delete(link);
  }

  @Test
  void what_cannot_be_told_has_failed() {
    try (EpochProcess epoch =
        EpochProcess.run(
            Path.of("/bin/sh"),
            Map.of(),
            "-c",
            "\"$0\" version > /dev/full",
            Images.server().resolve("bin").resolve("epoch").toString())) {
      assertEquals(1, epoch.awaitExit(LONG), epoch::errors);
      assertTrue(epoch.errors().contains("standard output"), epoch::errors);
    }
  }

  @Test
  void takes_no_notice_of_JAVA_HOME() {
    try (EpochProcess epoch =
        EpochProcess.epoch(
            Map.of("JAVA_HOME", "/nowhere", "JAVA_OPTS", "-XX:+NoSuchOption"), "version")) {
      assertEquals(0, epoch.awaitExit(LONG), epoch::errors);
      assertEquals("", epoch.errors());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-Xmx256m",
        "-Xms1g -Xmx1g",
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:+UseG1GC",
        "-XX:+UseParallelGC",
        "-XX:MaxHeapSize=31g"
      })
  void uses_the_aot_cache_with_options_that_fit_it(String options) {
    try (EpochProcess epoch =
        EpochProcess.epoch(Map.of("EPOCH_JAVA_OPTS", "-Xlog:aot " + options), "version")) {
      assertEquals(0, epoch.awaitExit(LONG), epoch::errors);
      assertTrue(epoch.output().contains("Opened AOT cache"), epoch::output);
      assertFalse(JVM_WARNING.matcher(epoch.output()).find(), epoch::output);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseZGC",
        "-Xmx32g",
        "-Xmx40000m",
        "-XX:MaxHeapSize=64g",
        "-XX:-UseCompressedOops",
        "-XX:+UseCompactObjectHeaders",
        "-XX:ObjectAlignmentInBytes=16",
        "-Xshare:off",
        "--add-opens java.base/java.lang=ALL-UNNAMED"
      })
  void leaves_the_aot_cache_out_in_silence_with_options_that_do_not(String options) {
    try (EpochProcess epoch = EpochProcess.epoch(Map.of("EPOCH_JAVA_OPTS", options), "version")) {
      assertEquals(0, epoch.awaitExit(LONG), epoch::errors);
      assertEquals("", epoch.errors());
      assertEquals(1, epoch.output().lines().count(), epoch::output);
    }
  }

  @Test
  void sigterm_reaches_the_jvm_which_stops_within_five_seconds() {
    int port = EpochProcess.freePort();
    try (EpochProcess epoch = standalone(port)) {
      epoch.awaitUp(LONG);
      assertTrue(
          epoch.handle().info().command().orElse("").endsWith("java"),
          () -> epoch.handle().info().toString());
      epoch.terminate();
      epoch.awaitSoonExit(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_normal_start_shows_no_warning_of_the_jvm() {
    int port = EpochProcess.freePort();
    try (EpochProcess epoch = standalone(port)) {
      epoch.awaitPort(port, LONG);
      assertFalse(JVM_WARNING.matcher(epoch.errors()).find(), epoch::errors);
      assertFalse(JVM_WARNING.matcher(epoch.output()).find(), epoch::output);
    }
  }

  private EpochProcess standalone(int port) {
    return EpochProcess.standalone(Map.of(), port, directory.resolve("data"));
  }
}
