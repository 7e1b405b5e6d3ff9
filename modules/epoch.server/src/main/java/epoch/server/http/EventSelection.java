package epoch.server.http;

import epoch.api.rest.LiveEvent;
import epoch.server.live.LiveEntry;
import epoch.server.operations.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which events a reader asked for.
 *
 * @param topologies about these alone; empty: about all. What is about none is told anyway
 * @param kinds of these kinds alone; empty: of all
 */
record EventSelection(Set<String> topologies, Set<String> kinds) {

  static final EventSelection ALL = new EventSelection(Set.of(), Set.of());

  private static final Set<String> KINDS =
      Set.of(
          LiveEvent.TopologyChanged.KIND,
          LiveEvent.TopologyRemoved.KIND,
          LiveEvent.RunChanged.KIND,
          LiveEvent.Fired.KIND,
          LiveEvent.Leader.KIND,
          LiveEvent.HoldChanged.KIND,
          LiveEvent.CalendarChanged.KIND,
          LiveEvent.CalendarRemoved.KIND);

  static EventSelection of(Call call) {
    List<String> topologies = call.query().getOrDefault("topology", List.of());
    List<String> kinds = call.query().getOrDefault("kind", List.of());
    List<String> errors = new ArrayList<>();
    if (topologies.stream().anyMatch(String::isBlank)) {
      errors.add("topology: must not be empty");
    }
    if (!KINDS.containsAll(kinds)) {
      errors.add("kind: must be one of " + String.join(", ", KINDS.stream().sorted().toList()));
    }
    if (!errors.isEmpty()) {
      throw new Refusal(Refusal.Kind.INVALID, "Command validation failure", errors);
    }
    return new EventSelection(Set.copyOf(topologies), Set.copyOf(kinds));
  }

  boolean takes(LiveEntry entry) {
    String topology = entry.topologyId();
    return takes(entry.kind())
        && (topologies.isEmpty() || topology == null || topologies.contains(topology));
  }

  boolean takes(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }
}
