package epoch.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.Role;
import epoch.server.config.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest {

  static final String MINIMAL =
      "zookeeper: {connectionString: 'zk:2181'}\ndrove: {endpoints: ['http://drove:10000']}\n";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ZK_CONNECTION_STRING", "zk1:2181,zk2:2181,[::1]:2181/root",
          "DROVE_A", "http://drove_a:10000",
          "DROVE_USERNAME", "epoch",
          "DROVE_PASSWORD", "s3cret: {[x]} # ${DROVE_A} \"",
          "EPOCH_ADMIN_PASSWORD", "adm1n-pw",
          "MAIL_PASSWORD", "ma1l-pw");

  @Test
  void aWholeFileOfEpoch114IsReadAsItIs() throws IOException {
    Configs.Checked checked = Configs.parse(resource("epoch-1.14.yml"), ENVIRONMENT);
    EpochConfig config = usable(checked);

    assertEquals(
        List.of(new Connector("http", 7200, "0.0.0.0")), config.server().applicationConnectors());
    assertEquals(7201, config.server().adminConnectors().getFirst().port());
    assertEquals("/", config.server().applicationContextPath());
    assertEquals(
        ZoneId.of("Asia/Kolkata"), config.server().requestLog().appenders().getFirst().timeZone());
    assertEquals(LogLevel.WARN, config.logging().level());
    assertEquals(LogLevel.DEBUG, config.logging().loggers().get("com.phonepe.epoch").level());
    assertFalse(config.logging().loggers().get("org.eclipse.jetty").additive());
    assertEquals(
        "stderr",
        config.logging().loggers().get("org.eclipse.jetty").appenders().getFirst().target());
    assertEquals(new DataSize(100L << 20), config.logging().appenders().get(1).maxFileSize());
    assertEquals("zk1:2181,zk2:2181,[::1]:2181/root", config.zookeeper().connectionString());
    assertEquals("jobs", config.zookeeper().nameSpace());
    assertEquals(
        List.of("http://drove_a:10000", "https://drove-b:10000"), config.drove().endpoints());
    assertEquals("epoch", config.drove().username());
    assertEquals(new Secret("s3cret: {[x]} # ${DROVE_A} \""), config.drove().password());
    assertTrue(config.drove().insecure());
    assertEquals(Duration.ofSeconds(5), config.drove().checkInterval());
    assertEquals(Duration.ofMillis(500), config.drove().connectionTimeout());
    assertEquals(2, config.drove().rpcRetryCount());
    assertEquals(
        new OperationConfig(Duration.ofMinutes(2), 4, "STOP"), config.drove().clusterOpSpec());
    assertEquals(
        new UserConfig("guest", new Secret("007"), Role.READ_ONLY),
        config.userAuth().users().get(1));
    assertEquals(new CachingPolicy(50, Duration.ofMinutes(30)), config.userAuth().cachingPolicy());
    assertEquals(
        new NotifyConfig(
            NotifyType.MAIL,
            "smtp.example.com",
            2525,
            true,
            "mailer",
            new Secret("ma1l-pw"),
            List.of("oncall@example.com"),
            "Jobs",
            "jobs@example.com",
            true,
            null),
        config.notifications());
    assertEquals(Duration.ofMinutes(10), config.options().cleanupJobInterval());
    assertEquals(7, config.options().numRunsPerJob());
    assertEquals(
        List.of(
            "server.gzip (line 14): unknown key, without effect here",
            "logging.appenders[2].type (line 36): appenders of type \"syslog\" are ignored; console and file are possible"),
        checked.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void twoLinesAreEnoughAndTheRestHasDefaults() {
    Configs.Checked checked = Configs.parse(MINIMAL, Map.of());
    EpochConfig config = usable(checked);

    assertEquals(List.of(), checked.problems());
    assertEquals(8080, config.server().applicationConnectors().getFirst().port());
    assertEquals(8081, config.server().adminConnectors().getFirst().port());
    assertEquals("epoch", config.zookeeper().nameSpace());
    assertEquals(Duration.ofSeconds(6), config.zookeeper().sessionTimeout());
    assertEquals("epoch", config.drove().appName());
    assertFalse(config.drove().commands());
    assertEquals(Duration.ofMinutes(2), config.drove().lostGrace());
    assertEquals(Duration.ofHours(1), config.drove().capacityWait());
    assertEquals(Duration.ofSeconds(1), config.drove().eventInterval());
    assertEquals(Duration.ofSeconds(30), config.drove().sweepInterval());
    assertFalse(config.userAuth().enabled());
    assertEquals(NotifyType.BLACKHOLE, config.notifications().type());
    assertEquals(20, config.options().numRunsPerJob());
    assertEquals(Duration.ofMinutes(30), config.options().cleanupJobInterval());
    assertEquals(ZoneId.systemDefault(), config.options().timeZone());
    assertEquals(Duration.ofHours(6), config.recovery().holdAfter());
    assertEquals(config.drove().operationTimeout(), config.createTimeout());
  }

  @Test
  void theAppNameComesFromTheFileElseFromTheEnvironment() {
    Map<String, String> environment = Map.of("DROVE_APP_NAME", "cron");
    assertEquals("cron", usable(Configs.parse(MINIMAL, environment)).drove().appName());
    String named = MINIMAL.replace("endpoints", "appName: mine, endpoints");
    assertEquals("mine", usable(Configs.parse(named, environment)).drove().appName());
  }

  @Test
  void aVariableMayHoldSeveralEndpoints() {
    EpochConfig config =
        usable(
            Configs.parse(
                "zookeeper: {connectionString: zk}\ndrove:\n  endpoints: ${D}\n",
                Map.of("D", "http://a, http://b:1")));
    assertEquals(List.of("http://a", "http://b:1"), config.drove().endpoints());
  }

  @Test
  void variablesHaveDefaultsAndCanBeEscapedAndAreNotLookedUpInComments() {
    String yaml =
        MINIMAL
            + "# ${NOWHERE}\nuserAuth:\n  users:\n  - {username: '${A:-ann}', password: 'x$${y}', role: '${EMPTY:-read_only}'}\noptions: {numRunsPerJob: ${N:-}}\n";
    EpochConfig config = usable(Configs.parse(yaml, Map.of("EMPTY", "")));
    assertEquals(
        new UserConfig("ann", new Secret("x${y}"), Role.READ_ONLY),
        config.userAuth().users().getFirst());
    assertEquals(20, config.options().numRunsPerJob());
  }

  @Test
  void createsAreCutToTheSessionAndCatchUpToTheCreateRate() {
    String yaml =
        "zookeeper: {connectionString: zk}\ndrove: {endpoints: [http://d], operationTimeout: 10 seconds, createRate: 0.5}\n";
    Configs.Checked checked = Configs.parse(yaml, Map.of());
    assertEquals(Duration.ofSeconds(5), usable(checked).createTimeout());
    assertEquals(0.5, usable(checked).catchUpRate());
    assertEquals(
        "drove.operationTimeout (line 2): 10s is too long for creates, which must have ended before another node can lead; they get 5000ms,"
            + " five sixths of zookeeper.sessionTimeout",
        checked.problems().getFirst().toString());
    assertEquals(Severity.WARNING, checked.problems().getFirst().severity());
  }

  @Test
  void secretsAreNeverPrinted() throws IOException {
    EpochConfig config =
        usable(
            Configs.parse(
                resource("epoch-1.14.yml") + "cluster: {secret: between-the-nodes}\n",
                ENVIRONMENT));
    String printed = config.toString();
    for (String secret : List.of("s3cret", "adm1n-pw", "ma1l-pw", "007", "between-the-nodes")) {
      assertFalse(printed.contains(secret), secret);
    }
    assertTrue(printed.contains("password=***"));
  }

  @Test
  void loadGivesWarningsAndRefusesErrorsWithOneLineEach(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("good.yml"), MINIMAL + "server: {bogus: 1}\n");
    List<Problem> warnings = new ArrayList<>();
    assertNotNull(Configs.load(good, Map.of(), warnings::add));
    assertEquals(
        List.of("server.bogus (line 3): unknown key, without effect here"),
        warnings.stream().map(Problem::toString).toList());

    Path bad =
        Files.writeString(folder.resolve("bad.yml"), "zookeper: {}\ndrove: {endpoints: []}\n");
    ConfigException refused =
        assertThrows(ConfigException.class, () -> Configs.load(bad, Map.of(), warnings::add));
    assertEquals(
        bad
            + ": zookeper (line 1): unknown key; did you mean zookeeper?\n"
            + bad
            + ": drove.endpoints (line 2): at least one is needed\n"
            + bad
            + ": zookeeper: this section is needed",
        refused.getMessage());
    assertEquals(3, refused.problems().size());
  }

  static EpochConfig usable(Configs.Checked checked) {
    assertTrue(checked.isUsable(), () -> checked.problems().toString());
    EpochConfig config = checked.config();
    assertNotNull(config);
    return config;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ConfigsTest.class.getResourceAsStream(name)) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
