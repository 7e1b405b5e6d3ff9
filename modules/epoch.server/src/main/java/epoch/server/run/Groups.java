package epoch.server.run;

import epoch.server.store.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency groups: limits that runs of several topologies share. What is kept of a place in
 * a group is with the run that has it, so that a new leader finds every place taken that was.
 * Thread safe; nothing is called with its lock held that would take another.
 */
final class Groups {
  private final Map<String, Group<LiveRun>> groups = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** How many runs of a group may be in at once. */
  void limit(String name, int limit) {
    lock.lock();
    try {
      of(name).limit(limit);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the place of a run that was let in before. */
  void isIn(LiveRun live) {
    with(live, (group, _) -> group.isIn(live));
  }

  /** Puts a run into the line of its group. */
  void enter(LiveRun live) {
    with(live, (group, place) -> group.enter(live, rank(live, place)));
  }

  /** Gives up the place of a run, in the group or in its line. */
  void leave(LiveRun live) {
    with(live, (group, place) -> group.leave(live, rank(live, place)));
  }

  /** Whether a run has been let in. */
  boolean has(LiveRun live) {
    Place place = live.active().place();
    return read(place == null ? null : place.group(), group -> group.has(live)).orElse(true);
  }

  /** The groups that runs are in, or wait for. */
  Set<String> names() {
    lock.lock();
    try {
      return groups.entrySet().stream()
          .filter(group -> !group.getValue().isEmpty())
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());
    } finally {
      lock.unlock();
    }
  }

  /** How many of a group may be in at once. */
  int limit(String name) {
    return read(name, Group::limit).orElse(Group.DEFAULT_LIMIT);
  }

  /** Looks at a group; empty if nothing is known of it. */
  <T> Optional<T> read(@Nullable String name, Function<Group<LiveRun>, T> look) {
    lock.lock();
    try {
      return name == null ? Optional.empty() : Optional.ofNullable(groups.get(name)).map(look);
    } finally {
      lock.unlock();
    }
  }

  private Group<LiveRun> of(String name) {
    return groups.computeIfAbsent(name, _ -> new Group<>(live -> live.bell().ring()));
  }

  private static Group.Rank rank(LiveRun live, Place place) {
    return new Group.Rank(place.priority(), live.run().created(), live.name());
  }

  private void with(LiveRun live, Move move) {
    Place place = live.active().place();
    if (place == null || place.group() == null) {
      return;
    }
    lock.lock();
    try {
      move.make(of(place.group()), place);
    } finally {
      lock.unlock();
    }
  }

  /** What becomes of a run in its group. */
  @FunctionalInterface
  private interface Move {
    void make(Group<LiveRun> group, Place place);
  }
}
