package epoch.server.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The first items, in an order, of those that are offered; no more are held than are wanted, and
 * one to know whether there are more. Of one thread.
 */
final class Selection<T> {
  private record Item<T>(Key key, T value) {}

  private final Comparator<Key> order;
  private final @Nullable Integer limit;
  private final @Nullable Key after;

  /** The last in the order comes first. */
  private final PriorityQueue<Item<T>> best;

  private long total;

  /**
   * @param limit how many are wanted; null for all
   * @param after only those that come after this key; null for any
   */
  Selection(Comparator<Key> order, @Nullable Integer limit, @Nullable Key after) {
    this.order = order;
    this.limit = limit;
    this.after = after;
    Comparator<Item<T>> byKey = (one, other) -> order.compare(one.key(), other.key());
    this.best = new PriorityQueue<>(byKey.reversed());
  }

  /** Counts an item that matches, and keeps it if it is among the first. */
  void offer(Key key, T value) {
    total++;
    if (after != null && order.compare(key, after) <= 0) {
      return;
    }
    if (limit == null || best.size() <= limit) {
      best.add(new Item<>(key, value));
    } else if (order.compare(key, best.element().key()) < 0) {
      best.remove();
      best.add(new Item<>(key, value));
    }
  }

  /** How many were offered. */
  long total() {
    return total;
  }

  /** The first ones, in order. */
  List<T> first() {
    return sorted().stream().map(Item::value).toList();
  }

  /** The key of the last of the first ones, if there are more behind it. */
  @Nullable Key next() {
    return limit == null || best.size() <= limit ? null : sorted().getLast().key();
  }

  private List<Item<T>> sorted() {
    var all = new ArrayList<>(best);
    all.sort((one, other) -> order.compare(one.key(), other.key()));
    return limit == null ? all : all.subList(0, Math.min(limit, all.size()));
  }
}
