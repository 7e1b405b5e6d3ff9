package epoch.api.json;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies that the records of Epoch's language make of what they are given: unmodifiable, in the
 * same order, and absent ({@code null}) where the original was, because absent and empty are two
 * things on the wire.
 */
public final class Frozen {

  private Frozen() {}

  /**
   * Copies a list; unlike {@link List#copyOf} it keeps null elements, which a stored topology may
   * hold.
   */
  public static <T> @Nullable List<T> list(@Nullable List<T> original) {
    return original == null ? null : Collections.unmodifiableList(new ArrayList<>(original));
  }

  /** Copies a map with its order. */
  public static <V> @Nullable Map<String, V> map(@Nullable Map<String, V> original) {
    return original == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(original));
  }

  /**
   * Copies a list; absent becomes empty. For what is never written back as absent. All empty lists
   * are one, which, unlike {@link List#of()}, may be asked whether it holds null.
   */
  public static <T> List<T> listOrEmpty(@Nullable List<T> original) {
    return original == null || original.isEmpty()
        ? Collections.emptyList()
        : Collections.unmodifiableList(new ArrayList<>(original));
  }

  /** Copies a map with its order; absent becomes empty, as of lists. */
  public static <V> Map<String, V> mapOrEmpty(@Nullable Map<String, V> original) {
    return original == null || original.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(original));
  }

  /**
   * Cuts a time to the milliseconds that JSON can say, so that what is written reads back equal.
   */
  public static @Nullable Instant time(@Nullable Instant original) {
    return original == null ? null : original.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As {@link #time}; absent becomes the start of 1970. */
  public static Instant timeOrZero(@Nullable Instant original) {
    return original == null ? Instant.EPOCH : original.truncatedTo(ChronoUnit.MILLIS);
  }
}
