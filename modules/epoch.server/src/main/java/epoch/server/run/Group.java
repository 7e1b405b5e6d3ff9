package epoch.server.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Those who share a limit: who is in, and who waits, in the order in which they are let in: by
 * priority, then by age. Not thread safe; {@link Groups} guards it.
 *
 * @param <T> who
 */
final class Group<T> {
  /** Where nobody set a limit, one at a time. */
  static final int DEFAULT_LIMIT = 1;

  private final Set<T> in = new LinkedHashSet<>();
  private final TreeMap<Rank, T> line = new TreeMap<>();
  private final Consumer<T> tell;
  private int limit = DEFAULT_LIMIT;

  /**
   * @param tell called with who has been let in
   */
  Group(Consumer<T> tell) {
    this.tell = tell;
  }

  /**
   * Who goes before whom.
   *
   * @param priority the higher goes first
   * @param since the older goes first
   * @param name tells those apart who are alike
   */
  record Rank(int priority, Instant since, String name) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
        Comparator.comparingInt(Rank::priority)
            .reversed()
            .thenComparing(Rank::since)
            .thenComparing(Rank::name);

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  int limit() {
    return limit;
  }

  void limit(int newLimit) {
    limit = newLimit;
    letIn();
  }

  /** Who is in whatever the limit: an earlier leader let it in. */
  void isIn(T who) {
    in.add(who);
  }

  boolean has(T who) {
    return in.contains(who);
  }

  /** Who is in already stays so. */
  void enter(T who, Rank rank) {
    if (!in.contains(who)) {
      line.put(rank, who);
      letIn();
    }
  }

  void leave(T who, Rank rank) {
    in.remove(who);
    line.remove(rank);
    letIn();
  }

  boolean isEmpty() {
    return in.isEmpty() && line.isEmpty();
  }

  List<T> running() {
    return List.copyOf(in);
  }

  List<T> waiting() {
    return List.copyOf(line.values());
  }

  private void letIn() {
    while (in.size() < limit && !line.isEmpty()) {
      T next = line.pollFirstEntry().getValue();
      in.add(next);
      tell.accept(next);
    }
  }
}
