package epoch.server.search;

import epoch.api.container.CommandExecutable;
import epoch.api.container.DockerExecutable;
import epoch.api.container.Executable;
import epoch.api.container.UnknownExecutable;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** What of a topology is searched, in lower case. */
final class SearchText {
  private SearchText() {}

  static String of(Topology topology) {
    // A line break, which nobody types into a search, keeps the parts apart.
    var all = new StringJoiner("\n");
    all.add(topology.name());
    all.add(Objects.requireNonNullElse(topology.owner(), ""));
    all.add(Objects.requireNonNullElse(topology.description(), ""));
    Objects.requireNonNullElse(topology.labels(), Map.<String, String>of())
        .forEach((key, value) -> all.add(key + "=" + value));
    for (ContainerTask task : topology.task().containers()) {
      all.add(what(task.executable()));
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  /** An image or a command on one line. */
  static String what(Executable executable) {
    return switch (executable) {
      case DockerExecutable docker -> Objects.requireNonNullElse(docker.url(), "");
      case CommandExecutable command -> String.join(" ", command.command()).replaceAll("\\s+", " ");
      case UnknownExecutable unknown -> unknown.type();
    };
  }
}
