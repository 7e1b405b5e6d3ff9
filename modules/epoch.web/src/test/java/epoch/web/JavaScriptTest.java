package epoch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the tests of the JavaScript, which are written for Node's own test runner. */
@Timeout(120)
class JavaScriptTest {

  private static final Path TESTS = Path.of("src", "test", "js");

  @Test
  void allTestsOfTheModulesPass() throws IOException, InterruptedException {
    Optional<Path> node = onPath("node");
    assumeTrue(
        node.isPresent(),
        "there is no node on the PATH, so the tests of the JavaScript are left out");

    List<String> files;
    try (Stream<Path> found = Files.list(TESTS)) {
      files = found.map(Path::toString).filter(name -> name.endsWith(".test.js")).sorted().toList();
    }
    assertTrue(files.size() > 1, "no tests in " + TESTS.toAbsolutePath());
    Path output = Files.createTempFile("epoch-web-node", ".txt");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(node.get().toString(), "--test"), files.stream()).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(
          process.waitFor(100, TimeUnit.SECONDS), () -> "the tests do not end: " + read(output));
      assertEquals(0, process.exitValue(), () -> read(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  private static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
