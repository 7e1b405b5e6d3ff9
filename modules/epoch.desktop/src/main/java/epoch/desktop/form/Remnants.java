package epoch.desktop.form;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;

/** The nodes of a form by what they show, so that the next form takes over what it shows, too. */
final class Remnants {

  private final Map<Object, Deque<Node>> nodes = new HashMap<>();

  /** The node that showed the same before, or a new one; it is kept for the next form. */
  <N extends Node> N keep(Object what, Remnants before, Supplier<N> fresh) {
    N node = taken(before.nodes.getOrDefault(what, new ArrayDeque<>()), fresh);
    nodes.computeIfAbsent(what, _ -> new ArrayDeque<>()).add(node);
    return node;
  }

  /** Of what is equal all nodes are of one kind. */
  @SuppressWarnings("unchecked")
  private static <N extends Node> N taken(Deque<Node> same, Supplier<N> fresh) {
    return same.isEmpty() ? fresh.get() : (N) same.pop();
  }

  /** Puts these nodes into a parent; those that are there already are not touched. */
  static void put(List<Node> children, List<Node> wanted) {
    Set<Node> all = Set.copyOf(wanted);
    children.removeIf(child -> !all.contains(child));
    for (int i = 0; i < wanted.size(); i++) {
      Node node = wanted.get(i);
      if (i < children.size() && children.get(i).equals(node)) {
        continue;
      }
      children.remove(node);
      children.add(i, node);
    }
  }
}
