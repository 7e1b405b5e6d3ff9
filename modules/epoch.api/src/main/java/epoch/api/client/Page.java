package epoch.api.client;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items the part
 * @param next where the next part begins, to be given as {@code after}; empty if this is the end
 * @param total how many items there are in all
 */
public record Page<T>(List<T> items, Optional<String> next, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
