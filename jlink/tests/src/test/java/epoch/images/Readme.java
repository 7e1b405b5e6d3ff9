package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that the README and other documents tell people to paste. */
final class Readme {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Pattern BLOCK = Pattern.compile("```(?:sh)?\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  /** The lines of the README's first block in which the words stand. */
  static List<String> lines(String words) throws IOException {
    return block("README.md", words).lines().toList();
  }

  /** A document's first block in which the words stand. */
  static String block(String document, String words) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
    while (block.find()) {
      if (block.group(1).contains(words)) {
        return block.group(1);
      }
    }
    throw new AssertionError(document + " has no block of lines with " + words);
  }

  /**
   * Runs a line as if it had been pasted at the root of the project, and answers what it printed.
   *
   * @param edits pairs of words in the line and what stands there in this test instead
   */
  static String paste(String line, String... edits) throws IOException, InterruptedException {
    String edited = line;
    for (int i = 0; i < edits.length; i += 2) {
      edited = edited.replace(edits[i], edits[i + 1]);
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", edited));
    Process shell =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!shell.waitFor(60, TimeUnit.SECONDS)) {
      shell.destroyForcibly();
      throw new AssertionError(edited + " does not end: " + output);
    }
    assertEquals(0, shell.exitValue(), edited + "\n" + output);
    return output;
  }
}
