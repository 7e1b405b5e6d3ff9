package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the container's entry point makes of the environment, shown by an {@code epoch} that prints
 * what it is given. {@link ContainerFilesTest} runs it with the real one.
 */
class EntryPointTest {
  private static final Path ENTRY_POINT =
      Path.of("..", "src", "container", "entrypoint.sh").toAbsolutePath().normalize();
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Map<String, String> NEEDED =
      Map.of(
          "ZK_CONNECTION_STRING", "zk:2181",
          "DROVE_ENDPOINT", "http://drove:10000",
          "DROVE_APP_NAME", "epoch-app");

  @TempDir private Path home;

  @BeforeEach
  void anEpochThatPrintsWhatItIsGiven() throws IOException {
    Path epoch = Files.createDirectories(home.resolve("bin")).resolve("epoch");
    Files.writeString(
        epoch, "#!/bin/sh\nfor word in \"$@\"; do echo \"word=$word\"; done\nexec env\n");
    Files.setPosixFilePermissions(epoch, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(Files.createDirectories(home.resolve("etc")).resolve("config.yml"));
  }

  private EpochProcess start(Map<String, String> environment, String... arguments) {
    var all = new LinkedHashMap<>(environment);
    all.put("EPOCH_HOME", home.toString());
    return EpochProcess.run(ENTRY_POINT, all, arguments);
  }

  /** What {@code epoch} saw, as it printed it. */
  private List<String> seen(Map<String, String> environment, String... arguments) {
    try (EpochProcess process = start(environment, arguments)) {
      assertEquals(0, process.awaitExit(LONG), process::errors);
      return process.output().lines().toList();
    }
  }

  private List<String> seenWith(String... pairs) {
    return seen(with(pairs));
  }

  private static Map<String, String> with(String... pairs) {
    var environment = new TreeMap<>(NEEDED);
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }

  private String refused(Map<String, String> environment) {
    try (EpochProcess process = start(environment)) {
      assertEquals(1, process.awaitExit(LONG), process::errors);
      assertEquals("", process.output(), "epoch was not started");
      assertEquals(1, process.errors().lines().count(), process::errors);
      return process.errors();
    }
  }

  @Test
  void whatIsNeededIsEnough() {
    List<String> seen = seenWith();
    assertEquals(List.of("word=server", "word=" + home + "/etc/config.yml"), seen.subList(0, 2));
    for (String line :
        List.of(
            "ZK_CONNECTION_STRING=zk:2181",
            "DROVE_ENDPOINT=http://drove:10000",
            "DROVE_APP_NAME=epoch-app",
            "ADMIN_PASSWORD=admin",
            "GUEST_PASSWORD=guest",
            "EPOCH_ADMIN_PASSWORD=admin",
            "EPOCH_GUEST_PASSWORD=guest",
            "DROVE_USERNAME=admin",
            "DROVE_PASSWORD=password")) {
      assertTrue(seen.contains(line), line + " in " + seen);
    }
    assertEquals(
        "-XX:+UseG1GC -Xms1g -Xmx1g -XX:+ExitOnOutOfMemoryError", options(seen).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZK_CONNECTION_STRING", "DROVE_ENDPOINT", "DROVE_APP_NAME"})
  void whatIsNeededAndMissingIsOneLineThatNamesIt(String name) {
    var environment = new TreeMap<>(NEEDED);
    environment.put(name, "");
    assertTrue(refused(environment).contains("needed and not set: " + name + " "));
  }

  @Test
  void everythingThatIsMissingStandsInTheOneLine() {
    String line =
        refused(
            Map.of("ZK_CONNECTION_STRING", "", "DROVE_ENDPOINT", "", "DROVE_APP_NAME", ""));
    assertTrue(line.contains("ZK_CONNECTION_STRING DROVE_ENDPOINT DROVE_APP_NAME"), line);
  }

  @Test
  void aMountedConfigurationSaysItselfWhatItNeeds() throws IOException {
    Path mounted = Files.createFile(home.resolve("mounted.yml"));
    List<String> seen = seen(Map.of("CONFIG_FILE_PATH", mounted.toString()));
    assertEquals(List.of("word=server", "word=" + mounted), seen.subList(0, 2));
  }

  @Test
  void aConfigurationThatIsNotThereIsOneLine() {
    assertTrue(refused(with("CONFIG_FILE_PATH", "/no/such.yml")).contains("/no/such.yml"));
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN_PASSWORD, EPOCH_ADMIN_PASSWORD",
    "GUEST_PASSWORD, EPOCH_GUEST_PASSWORD",
    "DROVE_USERNAME, DROVE_USERNAME",
    "DROVE_PASSWORD, DROVE_PASSWORD",
    "HOST, HOST",
    "PORT_8080, PORT_8080"
  })
  void aVariableIsHandedOnAsItIs(String name, String seenAs) {
    String value = "a b$c \"d\" 'e' ${f} *";
    List<String> seen = seenWith(name, value);
    assertTrue(seen.contains(name + "=" + value), seen::toString);
    assertTrue(seen.contains(seenAs + "=" + value), seen::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "G1GC, -XX:+UseG1GC",
    "UseG1GC, -XX:+UseG1GC",
    "SerialGC, -XX:+UseSerialGC",
    "UseZGC, -XX:+UseZGC"
  })
  void theCollectorIsTakenWithUseAndWithout(String value, String option) {
    assertTrue(options(seenWith("GC_ALGO", value)).startsWith(option + " "));
  }

  @Test
  void aCollectorThatThereIsNotIsOneLine() {
    assertTrue(refused(with("GC_ALGO", "ConcMarkSweepGC")).contains("GC_ALGO"));
  }

  @Test
  void theHeapIsAsSmallAndAsLargeAsAsked() {
    String options =
        options(seenWith("JAVA_PROCESS_MIN_HEAP", "256m", "JAVA_PROCESS_MAX_HEAP", "3g"));
    assertTrue(options.contains("-Xms256m -Xmx3g"), options);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_PROCESS_MIN_HEAP, lots",
    "JAVA_PROCESS_MAX_HEAP, 1.5g",
    "JAVA_PROCESS_MAX_HEAP, 1g -version"
  })
  void aHeapThatIsNoSizeIsOneLine(String name, String value) {
    assertTrue(refused(with(name, value)).contains(name));
  }

  @Test
  void javaOptsComeLastSoThatTheyWin() {
    assertTrue(
        options(seenWith("JAVA_OPTS", "-Xmx2g -Da=b")).stripTrailing().endsWith("-Xmx2g -Da=b"));
  }

  @Test
  void debugPrintsTheEnvironmentWithoutItsSecrets() {
    Map<String, String> environment =
        with(
            "DEBUG", "1",
            "ADMIN_PASSWORD", "s3cret-1\ns3cret-2",
            "DROVE_PASSWORD", "s3cret-3",
            "EPOCH_CLUSTER_SECRET", "s3cret-4",
            "SOME_API_KEY", "s3cret-5",
            "DROVE_ENDPOINT", "http://me:s3cret-6@drove:10000",
            "JAVA_OPTS", "-Dx.password=s3cret-7 -Dy=z");
    try (EpochProcess process = start(environment)) {
      assertEquals(0, process.awaitExit(LONG), process::errors);
      assertTrue(process.errors().contains("ZK_CONNECTION_STRING=zk:2181"), process::errors);
      assertTrue(process.errors().contains("ADMIN_PASSWORD=******"), process::errors);
      assertTrue(process.errors().contains("-Dy=z"), process::errors);
      assertFalse(process.errors().contains("s3cret"), process::errors);
    }
    for (String off : List.of("0", "")) {
      try (EpochProcess process = start(with("DEBUG", off))) {
        assertEquals(0, process.awaitExit(LONG));
        assertEquals("", process.errors());
      }
    }
  }

  @Test
  void withWordsItIsTheEpochCommandAndNeedsNoVariable() {
    List<String> seen = seen(Map.of(), "doctor", "--zk", "zk:2181");
    assertEquals(List.of("word=doctor", "word=--zk", "word=zk:2181"), seen.subList(0, 3));
    assertFalse(options(seen).contains("-Xm"), seen::toString);
  }

  private static String options(List<String> seen) {
    return seen.stream()
        .filter(line -> line.startsWith("EPOCH_JAVA_OPTS="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }
}
