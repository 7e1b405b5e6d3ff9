package epoch.api.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parameter of a query. */
record Query(String name, String value) {
  /** Adds a parameter that has a value; times as epoch milliseconds. */
  static void add(List<Query> to, String name, @Nullable Object value) {
    if (value != null) {
      String text =
          value instanceof Instant time ? Long.toString(time.toEpochMilli()) : value.toString();
      to.add(new Query(name, text));
    }
  }
}
