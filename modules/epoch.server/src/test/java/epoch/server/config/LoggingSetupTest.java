package epoch.server.config;

import static epoch.server.config.ConfigsTest.MINIMAL;
import static epoch.server.config.ConfigsTest.usable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingSetupTest {

  private final LoggerContext context = new LoggerContext();
  @TempDir private Path folder;

  @BeforeEach
  void giveTheContextAnMdc() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void closeFiles() {
    context.stop();
  }

  @Test
  void aMessageIsOneLineWithTimeLevelLoggerAndWhatItIsAbout() throws IOException {
    set(
        "logging: {appenders: [{type: file, currentLogFilename: 'DIR/a.log', archive: false, threshold: INFO}]}");
    Logger logger = context.getLogger("epoch.server.drove.Follower");
    context.getMDCAdapter().put("topology", "nightly");
    context.getMDCAdapter().put("run", "ESR-1");
    logger.info("one\nforged {}", "line\r");
    context.getMDCAdapter().clear();
    logger.warn("failed", new IllegalStateException("why"));
    logger.debug("below the threshold");

    List<String> lines = Files.readAllLines(folder.resolve("a.log"));
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Follower \\[nightly/ESR-1] one\\\\nforged line\\\\r"),
        lines.get(0));
    assertTrue(lines.get(1).matches("\\S+Z WARN  Follower failed"), lines.get(1));
    assertEquals("    java.lang.IllegalStateException: why", lines.get(2));
    assertTrue(lines.stream().skip(2).allMatch(line -> line.startsWith("    ")), lines.toString());
  }

  @Test
  void levelsAreThoseOfTheFileAndOldNamesMeanEpochsOwnLoggers() {
    set(
        "logging: {level: ERROR, loggers: {com.phonepe.epoch: DEBUG, org.quartz: {level: TRACE, additive: false}}}");
    assertEquals(Level.ERROR, context.getLogger("some.other").getEffectiveLevel());
    assertEquals(Level.DEBUG, context.getLogger("epoch.server.run").getEffectiveLevel());
    assertEquals(Level.TRACE, context.getLogger("org.quartz").getLevel());
    assertFalse(context.getLogger("org.quartz").isAdditive());
    assertTrue(
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext());
  }

  @Test
  void aFileThatIsFullIsArchived() throws IOException {
    set(
        "logging: {appenders: [{type: file, currentLogFilename: 'DIR/b.log', archivedLogFilenamePattern: 'DIR/b-%i.log', maxFileSize: 1KB, archivedFileCount: 2,"
            + " logFormat: '%level %message%n'}]}");
    Logger logger = context.getLogger("x");
    for (int i = 0; i < 100; i++) {
      logger.info("{} {}", i, "x".repeat(100));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.anyMatch(file -> file.endsWith("b.log")));
    }
    assertTrue(Files.readString(folder.resolve("b.log")).startsWith("INFO "));
  }

  @Test
  void aFileMayBeArchivedByDateAndSize() throws IOException {
    set(
        "logging: {appenders: [{type: file, currentLogFilename: 'DIR/c.log', archivedLogFilenamePattern: 'DIR/c-%d-%i.log', maxFileSize: 1MB}]}");
    context.getLogger("x").info("here");
    assertTrue(Files.readString(folder.resolve("c.log")).contains(" x here"));
  }

  @Test
  void requestsAreLoggedOnlyWhereThereIsAPlaceForThem() throws IOException {
    Logger requests = context.getLogger("requests");
    assertFalse(LoggingSetup.requestLog(new RequestLogConfig(List.of()), requests));
    assertEquals(Level.OFF, requests.getLevel());
    EpochConfig config =
        config(
            "server: {requestLog: {appenders: [{type: file, currentLogFilename: 'DIR/r.log', archive: false}]}}");
    assertTrue(LoggingSetup.requestLog(config.server().requestLog(), requests));
    requests.info("GET /");
    assertTrue(
        Files.readString(folder.resolve("r.log"))
            .endsWith("requests GET /" + System.lineSeparator()));
  }

  private void set(String section) {
    LoggingSetup.apply(config(section).logging(), context);
  }

  private EpochConfig config(String section) {
    return usable(
        Configs.parse(MINIMAL + section.replace("DIR", folder.toString()) + "\n", Map.of()));
  }
}
