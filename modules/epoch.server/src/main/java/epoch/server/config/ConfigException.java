package epoch.server.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used; the message has one line for each problem and is all that a
 * person needs to see.
 */
public final class ConfigException extends RuntimeException {

  private final transient List<Problem> problems;

  ConfigException(String source, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> source + ": " + problem)
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
