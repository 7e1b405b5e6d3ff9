package epoch.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps the documentation in step with the records. After a change of keys, {@code mvn test
 * -Dtest=ConfigurationDocTest -Ddocs.write=true} writes the tables anew.
 */
class ConfigurationDocTest {

  private static final Path DOC = Path.of("../../docs/configuration.md");

  @Test
  void everyKeyIsDocumentedAndEveryDocumentedKeyExists() throws IOException {
    String before = Files.readString(DOC);
    String after = before;
    for (RecordComponent section : EpochConfig.class.getRecordComponents()) {
      String key = Binder.key(section);
      String open = "<!-- keys of " + key + ", made by ConfigurationDocTest -->\n";
      String close = "<!-- end of " + key + " -->";
      assertTrue(
          after.contains(open) && after.contains(close),
          "docs/configuration.md has no place for the keys of " + key);
      after =
          Pattern.compile(Pattern.quote(open) + ".*?" + Pattern.quote(close), Pattern.DOTALL)
              .matcher(after)
              .replaceFirst(Matcher.quoteReplacement(open + KeyTables.table(section) + close));
    }
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOC, after);
    } else {
      assertEquals(
          after, before, "docs/configuration.md is out of step; see " + getClass().getSimpleName());
    }
  }

  @Test
  void theExamplesAreRight() throws IOException {
    Matcher example =
        Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
    int found = 0;
    while (example.find()) {
      String yaml = example.group(1);
      // The first example is whole; to the others what is needed is added.
      String whole =
          ConfigsTest.MINIMAL
              .lines()
              .filter(
                  line -> !("\n" + yaml).contains("\n" + line.substring(0, line.indexOf('{') - 1)))
              .collect(Collectors.joining("\n"));
      Map<String, String> environment =
          Map.of(
              "DROVE_PASSWORD",
              "p",
              "ADMIN_PASSWORD",
              "q",
              "MAIL_PASSWORD",
              "r",
              "CLUSTER_SECRET",
              "0123456789abcdef");
      assertEquals(
          "[]", Configs.parse(whole + "\n" + yaml, environment).problems().toString(), yaml);
      found++;
    }
    assertTrue(found >= 3, "examples are missing");
  }
}
