package epoch.server.search;

import java.util.Comparator;

/**
 * Where an item stands in an order. No two items have the same key, so that an order is total and a
 * part of a list can begin behind any item, also one that is gone.
 *
 * @param rank counts first
 * @param absent whether there is nothing to sort by: comes last, whatever the direction
 * @param number counts next
 * @param text counts next
 * @param id counts last
 */
record Key(int rank, boolean absent, long number, String text, String id) {
  private static final Comparator<Key> VALUES =
      Comparator.comparingInt(Key::rank).thenComparingLong(Key::number).thenComparing(Key::text);
  private static final Comparator<Key> UP =
      Comparator.<Key, Boolean>comparing(Key::absent).thenComparing(VALUES).thenComparing(Key::id);
  private static final Comparator<Key> DOWN =
      Comparator.<Key, Boolean>comparing(Key::absent)
          .thenComparing(VALUES.reversed())
          .thenComparing(Key::id);

  static Comparator<Key> order(boolean descending) {
    return descending ? DOWN : UP;
  }

  static Key ofText(String text, String id) {
    return new Key(0, text.isEmpty(), 0, text, id);
  }

  static Key ofNumber(long number, String id) {
    return new Key(0, false, number, "", id);
  }

  static Key absent(String id) {
    return new Key(0, true, 0, "", id);
  }
}
