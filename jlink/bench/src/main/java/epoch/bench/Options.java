package epoch.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked for.
 *
 * @param image the built image of the server
 * @param out where the report goes
 * @param scenarios which of them; empty for all
 * @param sizes instead of each scenario's own; empty for those
 * @param rounds how many after the warm-up
 * @param url a server that runs already, which uses the stand-in at {@code drovePort}
 * @param pid the process of that server, for processor time and memory
 * @param user who may write there
 * @param password that user's
 * @param drovePort where the stand-in for Drove listens; 0 for any free one
 * @param javaOpts options of the server's JVM
 */
record Options(
    Path image,
    Path out,
    List<String> scenarios,
    List<Integer> sizes,
    int rounds,
    Optional<URI> url,
    Optional<Long> pid,
    String user,
    String password,
    int drovePort,
    String javaOpts) {

  /**
   * Reads {@code key=value} arguments.
   *
   * @throws IllegalArgumentException if one is none, or its value is no number where one is needed
   */
  static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(argument + ": an argument is key=value");
      }
      given.put(argument.substring(0, equals), argument.substring(equals + 1).strip());
    }
    return new Options(
        Path.of(given.getOrDefault("image", "jlink/target/epoch-server")).normalize(),
        Path.of(given.getOrDefault("out", "jlink/target/bench")).normalize(),
        list(given.get("scenarios")),
        list(given.get("sizes")).stream().map(Integer::valueOf).toList(),
        Integer.parseInt(given.getOrDefault("rounds", "3")),
        text(given.get("url")).map(URI::create),
        text(given.get("pid")).map(Long::valueOf),
        given.getOrDefault("user", "admin"),
        given.getOrDefault("password", "admin"),
        Integer.parseInt(given.getOrDefault("drovePort", "0")),
        given.getOrDefault("javaOpts", ""));
  }

  /** Whether a server is measured that somebody else started. */
  boolean foreign() {
    return url.isPresent();
  }

  private static Optional<String> text(@org.jspecify.annotations.Nullable String value) {
    return Optional.ofNullable(value).filter(present -> !present.isEmpty());
  }

  private static List<String> list(@org.jspecify.annotations.Nullable String value) {
    return text(value).stream()
        .flatMap(present -> Stream.of(present.split("[, ]+")))
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
