package epoch.server.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list, in which order.
 *
 * @param sort the order, behind a {@code -} the other way round; null for the usual one
 * @param limit how many at most; null for all
 * @param after where to begin: what an earlier part said; null for the start
 */
public record PageRequest(@Nullable String sort, @Nullable Integer limit, @Nullable String after) {
  /** Everything in the usual order. */
  public static final PageRequest ALL = new PageRequest(null, null, null);
}
