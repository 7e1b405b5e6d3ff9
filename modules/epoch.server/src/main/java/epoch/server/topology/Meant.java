package epoch.server.topology;

import epoch.api.container.CommandExecutable;
import epoch.api.container.DockerExecutable;
import epoch.api.container.UnknownExecutable;
import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.run.ActiveRuns;
import epoch.server.store.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Which topologies a filter means. Thread safe. */
public final class Meant implements Function<TopologyFilter, List<String>> {
  private final Catalog catalog;
  private final ActiveRuns active;

  public Meant(Catalog catalog, ActiveRuns active) {
    this.catalog = catalog;
    this.active = active;
  }

  /** Their ids, by name. */
  @Override
  public List<String> apply(TopologyFilter filter) {
    return catalog.entries().stream()
        .filter(entry -> entry.state() != TopologyState.DELETED)
        .filter(entry -> isMeant(entry, filter))
        .map(Entry::id)
        .toList();
  }

  private boolean isMeant(Entry entry, TopologyFilter filter) {
    Topology topology = entry.topology();
    Map<String, String> labels = Objects.requireNonNullElse(topology.labels(), Map.of());
    String owner = Objects.requireNonNullElse(topology.owner(), "");
    return (filter.state().isEmpty() || filter.state().contains(entry.state().name()))
        && (filter.owner().isEmpty() || filter.owner().contains(owner))
        && filter.label().stream().allMatch(label -> isOn(labels, label))
        && (filter.last().isEmpty() || filter.last().contains(last(entry)))
        && (filter.q() == null || says(topology, filter.q().strip().toLowerCase(Locale.ROOT)));
  }

  static boolean isOn(Map<String, String> labels, String label) {
    int equals = label.indexOf('=');
    return equals < 0
        ? labels.containsKey(label)
        : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
  }

  /** The state of its last run; empty if there was none. */
  private String last(Entry entry) {
    if (active.isActive(entry.id())) {
      return RunState.RUNNING.name();
    }
    List<Outcome> outcomes = entry.schedule().value().outcomes();
    return outcomes.isEmpty() ? "" : outcomes.getFirst().state().name();
  }

  private static boolean says(Topology topology, String text) {
    var words = new ArrayList<String>();
    words.add(topology.name());
    words.add(Objects.requireNonNullElse(topology.owner(), ""));
    words.add(Objects.requireNonNullElse(topology.description(), ""));
    Objects.requireNonNullElse(topology.labels(), Map.<String, String>of())
        .forEach((key, value) -> words.add(key + "=" + value));
    topology.task().containers().forEach(task -> words.add(what(task)));
    return words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(text));
  }

  private static String what(ContainerTask task) {
    return switch (task.executable()) {
      case DockerExecutable docker -> docker.url();
      case CommandExecutable command -> String.join(" ", command.command());
      case UnknownExecutable _ -> "";
    };
  }
}
