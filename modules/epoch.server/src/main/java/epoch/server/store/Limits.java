package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The limits of concurrency groups: the node {@code /cluster/groups}.
 *
 * @param limits how many runs of a group may be in at once, by its name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Limits(Map<String, Integer> limits) {
  /** Nobody set any. */
  public static final Limits NONE = new Limits(Map.of());

  public Limits {
    limits = Map.copyOf(Objects.requireNonNullElse(limits, Map.of()));
  }

  /** The same with another limit. */
  public Limits with(String group, int limit) {
    var all = new TreeMap<>(limits);
    all.put(group, limit);
    return new Limits(all);
  }

  /** The same without one. */
  public Limits without(String group) {
    var all = new TreeMap<>(limits);
    all.remove(group);
    return new Limits(all);
  }
}
