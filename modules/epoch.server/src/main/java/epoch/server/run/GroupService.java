package epoch.server.run;

import epoch.api.rest.GroupState;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.operations.Caller;
import epoch.server.operations.ConcurrencyGroups;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Limits;
import epoch.server.store.Place;
import epoch.server.store.Store;
import epoch.server.store.Versioned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** What can be asked about concurrency groups, while this node leads. Thread safe. */
public final class GroupService implements ConcurrencyGroups {
  private static final int HIGHEST = 10_000;
  private static final int MOST = 1_000;

  private final Store store;
  private final Groups groups;
  private final InstantSource clock;

  /** Guards the writes of the limits. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Versioned<Limits> limits = new Versioned<>(Limits.NONE, -1);

  public GroupService(Store store, ActiveRuns active, InstantSource clock) {
    this.store = store;
    this.groups = active.groups();
    this.clock = clock;
  }

  /** Reads the limits; before any run goes on. */
  public void load() throws InterruptedException {
    limits = store.limits().orElse(new Versioned<>(Limits.NONE, store.limitsVersion()));
    limits.value().limits().forEach(groups::limit);
  }

  @Override
  public List<GroupState> list() {
    var names = new TreeSet<>(limits.value().limits().keySet());
    names.addAll(groups.names());
    return names.stream().map(this::find).toList();
  }

  @Override
  public GroupState find(String name) {
    boolean limited = limits.value().limits().containsKey(name);
    return groups
        .read(
            name,
            group ->
                new GroupState(
                    name, group.limit(), limited, places(group.running()), places(group.waiting())))
        .orElseGet(() -> new GroupState(name, Group.DEFAULT_LIMIT, limited, List.of(), List.of()));
  }

  @Override
  public GroupState limit(String name, int limit, Caller by) throws InterruptedException {
    List<Violation> wrong = TopologyValidator.validateGroup(name);
    if (!wrong.isEmpty()) {
      throw Refusal.invalid(wrong);
    }
    if (limit < 1 || limit > HIGHEST) {
      throw new Refusal(
          Kind.INVALID,
          "Command validation failure",
          List.of("limit: must be between 1 and " + HIGHEST));
    }
    lock.lockInterruptibly();
    try {
      if (!limits.value().limits().containsKey(name) && limits.value().limits().size() >= MOST) {
        throw new Refusal(Kind.CONFLICT, "There are " + MOST + " groups with a limit already");
      }
      put(limits.value().with(name, limit), "limited group " + name + " to " + limit, by);
      groups.limit(name, limit);
      return find(name);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(String name, Caller by) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!limits.value().limits().containsKey(name)) {
        throw new Refusal(Kind.NOT_FOUND, "Group " + name + " has no limit of its own");
      }
      put(limits.value().without(name), "took the limit of group " + name + " away", by);
      groups.limit(name, Group.DEFAULT_LIMIT);
    } finally {
      lock.unlock();
    }
  }

  private void put(Limits next, String message, Caller by) throws InterruptedException {
    store
        .change()
        .putLimits(next, limits.version())
        .audit(AuditRecord.of(by, clock.instant(), Action.GROUP, message))
        .commit();
    limits = limits.next(next);
  }

  private static List<GroupState.Place> places(List<LiveRun> runs) {
    return runs.stream().map(GroupService::place).toList();
  }

  private static GroupState.Place place(LiveRun live) {
    Place place = live.active().place();
    Instant since = Objects.requireNonNullElse(live.begun(), live.run().created());
    return new GroupState.Place(
        live.run().topologyId(), live.run().runId(), place == null ? 0 : place.priority(), since);
  }
}
