package epoch.server.search;

import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A filter, read once and asked for many rows. */
final class TopologyMatch {
  private final boolean any;
  private final @Nullable String text;
  private final Set<TopologyState> states;
  private final List<Label> labels;
  private final Set<String> owners;
  private final Set<RunState> last;
  private final boolean late;

  private record Label(String key, @Nullable String value) {
    boolean isOn(@Nullable Map<String, String> labels) {
      return labels != null
          && (value == null ? labels.containsKey(key) : value.equals(labels.get(key)));
    }
  }

  /**
   * Reads a filter.
   *
   * @throws Refusal if it names a state that there is not
   */
  TopologyMatch(TopologyFilter filter) {
    any = filter.meansAll();
    String q = filter.q();
    text = q == null || q.isBlank() ? null : q.strip().toLowerCase(Locale.ROOT);
    states = constants("state", TopologyState.class, filter.state());
    labels = filter.label().stream().map(TopologyMatch::label).toList();
    owners = Set.copyOf(filter.owner());
    last = constants("last", RunState.class, filter.last());
    late = Boolean.TRUE.equals(filter.late());
  }

  /** Whether every topology meets it. */
  boolean isAny() {
    return any;
  }

  private boolean isOwned(@Nullable String owner) {
    return owners.isEmpty() || (owner != null && owners.contains(owner));
  }

  /**
   * Whether a topology meets it.
   *
   * @param moment what is known of its runs; asked only if need be
   */
  boolean test(Row row, Supplier<Moment> moment) {
    if ((!states.isEmpty() && !states.contains(row.state()))
        || !isOwned(row.topology().owner())
        || (text != null && !row.text().contains(text))) {
      return false;
    }
    for (Label label : labels) {
      if (!label.isOn(row.topology().labels())) {
        return false;
      }
    }
    if (late && !moment.get().late()) {
      return false;
    }
    if (last.isEmpty()) {
      return true;
    }
    var run = moment.get().lastRun();
    return run != null && last.contains(run.state());
  }

  private static Label label(String words) {
    int equals = words.indexOf('=');
    return equals < 0
        ? new Label(words, null)
        : new Label(words.substring(0, equals), words.substring(equals + 1));
  }

  static <E extends Enum<E>> Set<E> constants(String field, Class<E> type, List<String> names) {
    Set<E> found = EnumSet.noneOf(type);
    for (String name : names) {
      found.add(
          Arrays.stream(type.getEnumConstants())
              .filter(constant -> constant.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new Refusal(
                      Kind.INVALID,
                      "Command validation failure",
                      List.of(
                          field
                              + ": \""
                              + name
                              + "\" is not one of "
                              + Arrays.toString(type.getEnumConstants())))));
    }
    return found;
  }
}
