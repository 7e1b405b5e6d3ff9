package epoch.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built console in a real window system, in front of the built server. */
class ConsoleSmokeTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern SHOWN = Pattern.compile("production is shown, [\\d,]+ ms after");

  @TempDir private Path directory;
  private final int port = EpochProcess.freePort();

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private EpochProcess server() {
    return EpochProcess.standalone(
            Map.of("ADMIN_PASSWORD", "secret"), port, directory.resolve("epoch"))
        .awaitUp(LONG);
  }

  /** A display that Xvfb chooses itself, so that tests beside this one do not meet. */
  private static EpochProcess display() {
    EpochProcess xvfb =
        EpochProcess.run(
            Path.of("Xvfb"),
            Map.of(),
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp");
    xvfb.awaitOutput(Pattern.compile("\\d+\\s"), LONG);
    return xvfb;
  }

  @Test
  void itShowsTheClusterOfTheBuiltServerAndEndsWhenAsked() throws Exception {
    assumeTrue(onPath("Xvfb"), "no Xvfb on this machine; scripts/verify installs it");
    try (EpochProcess server = server();
        EpochProcess xvfb = display()) {
      EpochProcess console =
          EpochProcess.run(
              Images.console().resolve("bin").resolve("epoch-console"),
              Map.of(
                  "DISPLAY",
                  ":" + xvfb.output().strip(),
                  "EPOCH_PASSWORD",
                  "secret",
                  // It does not start if it has a cache that does not fit.
                  "EPOCH_CONSOLE_JAVA_OPTS",
                  "-XX:AOTMode=on",
                  "EPOCH_CONSOLE_HOME",
                  directory.resolve("console").toString()),
              "--url",
              "http://127.0.0.1:" + port,
              "--user",
              "admin",
              "--name",
              "production",
              "--colour",
              "production");
      try (console) {
        awaitShown(console);
        assertTrue(server.handle().isAlive());
        console.terminate();
        console.awaitExit(LONG);
      }
      assertFalse(
          Files.readString(directory.resolve("console").resolve("connections.json"))
              .contains("secret"));
    }
  }

  private static void awaitShown(EpochProcess console) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!SHOWN.matcher(console.errors()).find()) {
      assertTrue(console.handle().isAlive(), console.errors());
      assertTrue(System.nanoTime() < deadline, console.errors());
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void aDesktopFindsItInItsMenus() throws IOException {
    Path share = Images.console().resolve("share");
    String entry = Files.readString(share.resolve("applications").resolve("epoch-console.desktop"));
    assertTrue(entry.contains("Exec=epoch-console"));
    assertTrue(
        Files.exists(
            share
                .resolve("icons")
                .resolve("hicolor")
                .resolve("scalable")
                .resolve("apps")
                .resolve("epoch-console.svg")));
  }
}
