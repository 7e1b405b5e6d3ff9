package epoch.server.http;

import epoch.api.rest.GroupState;
import epoch.server.operations.Caller;
import epoch.server.operations.ConcurrencyGroups;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/** Groups that have limits and nothing else. */
final class InMemoryGroups implements ConcurrencyGroups {
  private final Map<String, Integer> limits = new ConcurrentSkipListMap<>();

  @Override
  public List<GroupState> list() {
    return limits.keySet().stream().map(this::find).toList();
  }

  @Override
  public GroupState find(String name) {
    Integer limit = limits.get(name);
    return new GroupState(
        name, Objects.requireNonNullElse(limit, 1), limit != null, List.of(), List.of());
  }

  @Override
  public GroupState limit(String name, int limit, Caller by) {
    limits.put(name, limit);
    return find(name);
  }

  @Override
  public void remove(String name, Caller by) {
    if (limits.remove(name) == null) {
      throw new Refusal(Kind.NOT_FOUND, "Group " + name + " has no limit of its own");
    }
  }
}
