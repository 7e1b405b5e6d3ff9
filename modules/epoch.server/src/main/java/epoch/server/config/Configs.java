package epoch.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads configuration files: those of Epoch 1.14 as they are, and what this version adds. */
public final class Configs {

  /**
   * What came of reading a file.
   *
   * @param config the configuration, or null if there are errors
   * @param problems errors and warnings in the order of the file
   */
  public record Checked(@Nullable EpochConfig config, List<Problem> problems) {

    /** Whether the file can be used. */
    public boolean isUsable() {
      return config != null;
    }
  }

  private Configs() {}

  /**
   * Reads a file and finds everything that is wrong with it at once. A file that cannot be read is
   * a problem like others.
   *
   * @param environment where variables are looked up, normally {@code System.getenv()}
   */
  public static Checked check(Path file, Map<String, String> environment) {
    try {
      if (Files.isDirectory(file)) {
        return unreadable("this is a directory, not a file");
      }
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString(),
          environment);
    } catch (NoSuchFileException _) {
      return unreadable("there is no such file");
    } catch (AccessDeniedException _) {
      return unreadable("the file may not be read by this user");
    } catch (CharacterCodingException _) {
      return unreadable("the file is not UTF-8 text");
    } catch (IOException e) {
      return unreadable("the file cannot be read: " + e.getMessage());
    }
  }

  /** As {@link #check}, of a text. */
  public static Checked parse(String yaml, Map<String, String> environment) {
    Problems problems = new Problems();
    Variables variables = new Variables(environment);
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    Node.Mapping top = new YamlReader(variables, problems).read(text);
    if (top == null) {
      return new Checked(null, problems.all());
    }
    EpochConfig config = new Binder(variables, problems).section(EpochConfig.class, top, "");
    new Checks(problems).check(config);
    return new Checked(problems.hasErrors() ? null : config, problems.all());
  }

  /**
   * Reads a file that has to be right.
   *
   * @param warnings is given what has no effect, or not the one that was meant
   * @throws ConfigException with a line for each error
   */
  public static EpochConfig load(
      Path file, Map<String, String> environment, Consumer<Problem> warnings) {
    Checked checked = check(file, environment);
    EpochConfig config = checked.config();
    if (config == null) {
      throw new ConfigException(file.toString(), checked.problems());
    }
    checked.problems().forEach(warnings);
    return config;
  }

  private static Checked unreadable(String message) {
    return new Checked(null, List.of(new Problem(Problem.Severity.ERROR, "", 0, 0, message)));
  }
}
