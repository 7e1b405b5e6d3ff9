package epoch.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {

  private static final String ZOOKEEPER = "zookeeper: {connectionString: zk}";
  private static final String DROVE = "drove: {endpoints: [http://d]}";

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // unknown keys
        "zookeeper: {connectionString: zk, sesionTimeout: 5s} | zookeeper.sesionTimeout: unknown key; did you mean sessionTimeout?",
        "drove: {endpoints: [http://d], qqqqq: 5s} | drove.qqqqq: unknown key",
        "drove: {endpoints: [http://d], clusterOpSpec: {paralelism: 2}} | drove.clusterOpSpec.paralelism: unknown key; did you mean parallelism?",
        "userAuth: {users: [{username: a, password: bcd, role: READ_ONLY, pasword: x}]} | userAuth.users[0].pasword: unknown key; did you mean password?",
        "notify: {tsl: true} | notify.tsl: unknown key; did you mean tls?",
        "options: {numRunPerJob: 3} | options.numRunPerJob: unknown key; did you mean numRunsPerJob?",
        "cluster: {secrets: x} | cluster.secrets: unknown key; did you mean secret?",
        "recovery: {holdafter: 1h} | recovery.holdafter: unknown key; did you mean holdAfter?",
        "clusters: {} | clusters: unknown key; did you mean cluster?",
        // ports
        "server: {applicationConnectors: [{type: http, port: 70000}]} | server.applicationConnectors[0].port: 70000 is out of bounds; 0 to 65535 is possible",
        "server: {applicationConnectors: [{type: http, port: -1}]} | server.applicationConnectors[0].port: -1 is out of bounds; 0 to 65535 is possible",
        "server: {applicationConnectors: [{type: http}]} | server.applicationConnectors[0].port: a value is needed",
        "server: {applicationConnectors: [{type: http, port: 1}], adminConnectors: [{type: http, port: 1}]} | server.adminConnectors[0].port: port 1 is taken by another connector",
        "server: {applicationConnectors: [{type: http, port: 8081}]} | server.adminConnectors: port 8081 is taken by another connector",
        "server: {applicationConnectors: [{type: https, port: 1}]} | server.applicationConnectors[0].type: \"https\" is not possible; only http is, TLS ends at the gateway in front of the nodes",
        "server: {applicationContextPath: api} | server.applicationContextPath: it has to begin with /",
        // zookeeper
        "zookeeper: {nameSpace: x} | zookeeper.connectionString: a value is needed",
        "zookeeper: {connectionString: ''} | zookeeper.connectionString: \"\" is no member of the form host:port",
        "zookeeper: {connectionString: 'a:1,b c:2'} | zookeeper.connectionString: \"b c:2\" is no member of the form host:port",
        "zookeeper: {connectionString: 'a:99999'} | zookeeper.connectionString: the port 99999 is out of bounds; 1 to 65535 is possible",
        "zookeeper: {connectionString: 'a/x,b'} | zookeeper.connectionString: a path may stand only behind the last member, and may not end with /",
        "zookeeper: {connectionString: zk, sessionTimeout: 500ms} | zookeeper.sessionTimeout: 500ms is out of bounds; 1s to 40s is possible",
        "zookeeper: {connectionString: zk, sessionTimeout: 1m} | zookeeper.sessionTimeout: 1m is out of bounds; 1s to 40s is possible",
        "zookeeper: {connectionString: zk, nameSpace: a/} | zookeeper.nameSpace: a path such as epoch or teams/epoch is needed, without / at its end",
        "zookeeper: [zk] | zookeeper: keys are expected below it, not a list",
        "zookeeper: zk | zookeeper: keys are expected below it, not a value",
        // drove
        "drove: {endpoints: []} | drove.endpoints: at least one is needed",
        "drove: {endpoints: {a: b}} | drove.endpoints: a list is expected",
        "drove: {endpoints: [drove:10000]} | drove.endpoints[0]: \"drove:10000\" is no base URL such as http://drove.example.com:10000",
        "drove: {endpoints: ['http://u:p@d']} | drove.endpoints[0]: credentials do not belong into the URL; use drove.username and drove.password",
        "drove: {endpoints: ['http://d:0']} | drove.endpoints[0]: the port 0 is out of bounds; 1 to 65535 is possible",
        "drove: {endpoints: [[http://d]]} | drove.endpoints[0]: a single value is expected, not a list",
        "drove: {endpoints: [http://d], username: u} | drove.password: with drove.username it is needed",
        "drove: {endpoints: [http://d], password: u} | drove.username: with drove.password it is needed",
        "drove: {endpoints: [http://d], insecure: maybe} | drove.insecure: \"maybe\" is neither true nor false",
        "drove: {endpoints: [http://d], lostGrace: 2} | drove.lostGrace: \"2\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours",
        "drove: {endpoints: [http://d], lostGrace: 0s} | drove.lostGrace: a duration above zero is needed",
        "drove: {endpoints: [http://d], lostGrace: 40000 days} | drove.lostGrace: 40000 days is too long; at most 36500 days are possible",
        "drove: {endpoints: [http://d], connectionTimeout: 30 days} | drove.connectionTimeout: 30d is out of bounds; 1ms to 1h is possible",
        "userAuth: {cachingPolicy: 'expireAfterAccess=40000d'} | userAuth.cachingPolicy: 40000d is too long; at most 36500 days are possible",
        "drove: {endpoints: [http://d], lostGrace: -5s} | drove.lostGrace: \"-5s\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours",
        "drove: {endpoints: [http://d], createRate: 0} | drove.createRate: 0 is out of bounds; 0.01 to 100000 is possible",
        "drove: {endpoints: [http://d], createRate: NaN} | drove.createRate: NaN is out of bounds; 0.01 to 100000 is possible",
        "drove: {endpoints: [http://d], createConcurrency: 1.5} | drove.createConcurrency: \"1.5\" is not a whole number",
        "drove: {endpoints: [http://d], eventInterval: 1ms} | drove.eventInterval: 1ms is out of bounds; at least 100ms is possible",
        "drove: {endpoints: [http://d], appName: 'a b'} | drove.appName: \"a b\" is no name of an application on Drove; letters, digits, _ and - are possible",
        "drove: {endpoints: [http://d], password: '${NOPE}'} | drove.password: the environment variable NOPE is not set, and ${NOPE} has no default",
        "drove: {endpoints: [http://d], password: '${no pe}'} | drove.password: ${no pe} names no variable; write ${NAME} or ${NAME:-default}, or $${ for the characters themselves",
        // users
        "userAuth: {enabled: true} | userAuth.users: with userAuth.enabled at least one is needed",
        "userAuth: {enabled: true, users: [{username: a, password: '', role: READ_ONLY}]} | userAuth.users[0].password: it is empty",
        "userAuth: {users: [{username: a, role: READ_ONLY}]} | userAuth.users[0].password: a value is needed",
        "userAuth: {users: [{username: '', password: x, role: READ_ONLY}]} | userAuth.users[0].username: it is empty",
        "userAuth: {users: [{username: 'a:b', password: x, role: READ_ONLY}]} | userAuth.users[0].username: a colon is not possible in it, because basic authentication ends the name there",
        "userAuth: {users: [{username: a, password: x, role: OWNER}]} | userAuth.users[0].role: \"OWNER\" is not one of READ_ONLY, OPERATOR, READ_WRITE, ADMIN",
        "userAuth: {users: [{username: a, password: x, role: READ_ONLY}, {username: a, password: y, role: READ_ONLY}]} | userAuth.users[1].username: \"a\" is the name of another user too",
        "userAuth: {users: [{username: a, password: '{pbkdf2}1:2:3', role: READ_ONLY}]} | userAuth.users[0].password: the hash has 1 iterations; 1000 to 10000000 are possible",
        "userAuth: {users: [{username: a, password: '$2a$10$abcdefghijklmnopqrstuv', role: READ_ONLY}]} | userAuth.users[0].password: bcrypt hashes are not supported; make one that begins with {pbkdf2}",
        "userAuth: {cachingPolicy: maximumSize=x} | userAuth.cachingPolicy: \"x\" is not a size",
        // mail
        "notify: {type: MAIL} | notify.smtpServer: with type MAIL it is needed",
        "notify: {smtpServer: x} | notify.type: MAIL or BLACKHOLE is needed",
        "notify: {type: PIGEON} | notify.type: \"PIGEON\" is not one of MAIL, BLACKHOLE",
        "notify: {defaultEmails: [nobody]} | notify.defaultEmails[0]: \"nobody\" is no mail address",
        "notify: {fromAddress: nobody} | notify.fromAddress: \"nobody\" is no mail address",
        "notify: {port: 0} | notify.port: 0 is out of bounds; 1 to 65535 is possible",
        // the rest
        "options: {timeZone: Mars/North} | options.timeZone: \"Mars/North\" is not a time zone; write a name such as UTC or Europe/Berlin",
        "options: {numRunsPerJob: 0} | options.numRunsPerJob: 0 is out of bounds; 1 to 100000 is possible",
        "cluster: {secret: short} | cluster.secret: at least 16 characters are needed",
        "logging: {level: LOUD} | logging.level: \"LOUD\" is not one of OFF, ERROR, WARN, INFO, DEBUG, TRACE, ALL",
        "logging: {loggers: {a.b: LOUD}} | logging.loggers.a.b.level: \"LOUD\" is not one of OFF, ERROR, WARN, INFO, DEBUG, TRACE, ALL",
        "logging: {appenders: [{type: file, archive: false}]} | logging.appenders[0].currentLogFilename: with type file it is needed",
        "logging: {appenders: [{type: file, currentLogFilename: f}]} | logging.appenders[0].archivedLogFilenamePattern: with archive it is needed; or set archive to false",
        "logging: {appenders: [{type: file, currentLogFilename: f, archivedLogFilenamePattern: f-%i}]} | logging.appenders[0].maxFileSize: with %i in the pattern it is needed",
        "logging: {appenders: [{type: console, target: tape}]} | logging.appenders[0].target: \"tape\" is not possible; stdout or stderr is"
      })
  void oneMistakeGivesOneLineThatNamesItsKey(String section, String expected) {
    String name = section.substring(0, section.indexOf(':'));
    StringBuilder yaml = new StringBuilder(section).append('\n');
    yaml.append(name.equals("zookeeper") ? "" : ZOOKEEPER + "\n")
        .append(name.equals("drove") ? "" : DROVE + "\n");
    Configs.Checked checked = Configs.parse(yaml.toString(), Map.of());
    assertFalse(checked.isUsable());
    assertEquals(
        expected,
        checked.problems().stream()
            .map(problem -> problem.key() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
  }

  @Test
  void allMistakesAreFoundAtOnceInTheOrderOfTheFile() {
    String yaml =
        """
        zookeeper:
          connectionString: zk
          sesionTimeout: 5s
        drove:
          endpoints:
            - http://d
            - ftp://d
          lostGrace: soon
        userAuth:
          enabled: true
        """;
    assertEquals(
        List.of(
            "zookeeper.sesionTimeout (line 3): unknown key; did you mean sessionTimeout?",
            "drove.endpoints[1] (line 7): \"ftp://d\" is no base URL such as http://drove.example.com:10000",
            "drove.lostGrace (line 8): \"soon\" is not a duration; write a number and a unit, such as 500ms, 30s, 5m, 2 hours",
            "userAuth.users (line 9): with userAuth.enabled at least one is needed"),
        lines(yaml));
  }

  @Test
  void malformedYamlIsReportedWithLineAndColumnAndWithoutQuotingTheFile() {
    List<String> lines = lines("drove:\n  password: hush\n endpoints: [http://d]\n");
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("line 3, column 2: malformed YAML: "), lines.toString());
    assertFalse(lines.getFirst().contains("hush"), lines.toString());
  }

  @Test
  void anUnquotedHashIsReportedWithTheRemedy() {
    List<String> lines =
        lines(
            "userAuth:\n  users:\n  - username: a\n    password: {pbkdf2}600000:YWJj:YWJj\n    role: READ_ONLY\n");
    assertTrue(lines.getFirst().endsWith("; put quotes around a password hash"), lines.toString());
  }

  @Test
  void aKeyThatStandsTwiceIsReportedWithBothPlaces() {
    assertEquals(
        List.of(
            "line 3, column 1: the key zookeeper stands here a second time; the first is on line 1"),
        lines(ZOOKEEPER + "\n" + DROVE + "\nzookeeper: {connectionString: other}\n"));
  }

  @Test
  void whatIsNoSectionedDocumentIsSaidInOneLine() {
    assertEquals(List.of("the file is empty"), lines(""));
    assertEquals(List.of("the file is empty"), lines("# nothing but a comment\n"));
    assertEquals(
        List.of("line 1: sections such as \"drove:\" are expected here"), lines("hello\n"));
    assertEquals(
        List.of("line 1: sections such as \"drove:\" are expected here, not a list"),
        lines("- a\n"));
    assertEquals(
        List.of("line 3: a second document begins here; a configuration file has one"),
        lines(ZOOKEEPER + "\n---\nb: c\n"));
    assertEquals(
        List.of("line 2: *x: aliases of YAML are not supported; write the value out"),
        lines("zookeeper: &x {connectionString: zk}\noptions: *x\n" + DROVE + "\n"));
  }

  @Test
  void aFileThatCannotBeReadIsSaidInOneLine(@TempDir Path folder) throws IOException {
    assertEquals(
        "[this is a directory, not a file]", Configs.check(folder, Map.of()).problems().toString());
    assertEquals(
        "[there is no such file]",
        Configs.check(folder.resolve("none.yml"), Map.of()).problems().toString());
    Path binary =
        Files.write(folder.resolve("binary.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(
        "[the file is not UTF-8 text]", Configs.check(binary, Map.of()).problems().toString());
    Path empty = Files.createFile(folder.resolve("empty.yml"));
    assertEquals("[the file is empty]", Configs.check(empty, Map.of()).problems().toString());
  }

  @Test
  void weakPasswordsAreWarnedOf() {
    String yaml =
        ZOOKEEPER
            + "\n"
            + DROVE
            + "\nuserAuth: {enabled: true, users: [{username: guest, password: guest, role: READ_ONLY}]}\n";
    assertEquals(
        List.of(
            "userAuth.users[0].password (line 3): it is the same as the name: anybody can guess it"),
        lines(yaml));
    assertTrue(Configs.parse(yaml, Map.of()).isUsable());
  }

  private static List<String> lines(String yaml) {
    return Configs.parse(yaml, Map.of()).problems().stream().map(Problem::toString).toList();
  }
}
