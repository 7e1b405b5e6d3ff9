package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.server.operations.PageRequest;
import epoch.server.operations.RunFilter;
import epoch.server.operations.Search;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds topologies and runs. */
final class SearchEndpoints {
  private SearchEndpoints() {}

  static Answer topologies(Call call) {
    TopologyFilter filter = filter(call);
    PageRequest page = Paging.of(call);
    boolean summary =
        switch (call.query("view").orElse("full")) {
          case "summary" -> true;
          case "full" -> false;
          default -> throw Call.invalid("view: is neither summary nor full");
        };
    Search search = search(call);
    return search.isShort(filter, page)
        ? Paging.page(call, search.topologies(filter, page, summary))
        : new Answer.Later(() -> Paging.page(call, search.topologies(filter, page, summary)));
  }

  static Answer topology(Call call) {
    TopologyEntry entry = search(call).topology(call.path("id"));
    return new Answer.Tagged(entry.standing().revision(), Envelope.success(entry));
  }

  static Answer runs(Call call) throws InterruptedException {
    var filter =
        new RunFilter(
            constants(call, "state", RunState.class),
            Set.copyOf(all(call, "topology")),
            new TopologyFilter(null, List.of(), all(call, "label"), all(call, "owner"), List.of()),
            call.query("q").orElse(null),
            constants(call, "type", RunType.class),
            call.moment("since"),
            call.moment("until"));
    return Paging.page(call, search(call).runs(filter, Paging.of(call)));
  }

  static Answer stats(Call call) throws InterruptedException {
    return Answer.of(search(call).stats(call.path("id")));
  }

  /** What is asked of topologies. */
  static TopologyFilter filter(Call call) {
    return new TopologyFilter(
        call.query("q").orElse(null),
        all(call, "state"),
        all(call, "label"),
        all(call, "owner"),
        all(call, "last"),
        call.flag("late"));
  }

  static List<String> all(Call call, String name) {
    return call.query().getOrDefault(name, List.of());
  }

  static <E extends Enum<E>> Set<E> constants(Call call, String name, Class<E> type) {
    Set<E> found = EnumSet.noneOf(type);
    for (String value : all(call, name)) {
      found.add(
          Arrays.stream(type.getEnumConstants())
              .filter(constant -> constant.name().equals(value))
              .findFirst()
              .orElseThrow(() ->
                  Call.invalid(
                      name
                          + ": \""
                          + value
                          + "\" is not one of "
                          + Arrays.toString(type.getEnumConstants()))));
    }
    return found;
  }

  private static Search search(Call call) {
    return call.operations().search();
  }
}
