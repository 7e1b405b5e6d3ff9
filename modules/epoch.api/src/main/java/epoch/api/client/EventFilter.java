package epoch.api.client;

import java.util.Set;

/**
 * Which events to hear of.
 *
 * @param topologies of these alone; empty: of all. Events that are of no topology are told anyway
 * @param kinds of these kinds alone (see {@link epoch.api.rest.LiveEvent}); empty: of all
 */
public record EventFilter(Set<String> topologies, Set<String> kinds) {

  /** Everything. */
  public static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

  public EventFilter {
    topologies = Set.copyOf(topologies);
    kinds = Set.copyOf(kinds);
  }

  /** All about one topology. */
  public static EventFilter of(String topologyId) {
    return new EventFilter(Set.of(topologyId), Set.of());
  }
}
