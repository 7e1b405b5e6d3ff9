package epoch.desktop.topologies;

import epoch.api.topology.TopologyDetails;
import epoch.desktop.words.TimeWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed between two pictures; found in the background, because comparing is the costly part.
 *
 * @param picture the new picture by id, never changed after it was made
 * @param added not known before
 * @param changed known, and not as before
 * @param removed ids that are gone
 */
record Difference(
    Map<String, TopologyFacts> picture,
    List<TopologyFacts> added,
    List<TopologyFacts> changed,
    Set<String> removed) {

  static Difference between(
      Map<String, TopologyFacts> before, List<TopologyDetails> now, TimeWords times) {
    Map<String, TopologyFacts> picture = LinkedHashMap.newLinkedHashMap(now.size());
    List<TopologyFacts> added = new ArrayList<>();
    List<TopologyFacts> changed = new ArrayList<>();
    for (TopologyDetails details : now) {
      TopologyFacts known = before.get(details.id());
      if (known != null && known.details().equals(details)) {
        picture.put(details.id(), known);
        continue;
      }
      TopologyFacts facts = TopologyFacts.of(details, times);
      if (picture.put(details.id(), facts) == null) {
        (known == null ? added : changed).add(facts);
      }
    }
    Set<String> removed = new HashSet<>(before.keySet());
    removed.removeAll(picture.keySet());
    return new Difference(picture, added, changed, removed);
  }
}
