package epoch.server.drove;

import epoch.api.drove.ClusterEvent;
import epoch.api.drove.EventsPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads Drove's events feed page by page and tells when events may have been missed. For one
 * thread.
 *
 * <p>Each page is asked for from just before the newest event seen, so that this event, the anchor,
 * comes again. A page without the anchor is a page after a gap: it was cut, or Drove has another
 * leader, whose feed began empty.
 */
final class EventFeed {
  private static final int LARGEST_PAGE = 32_768;

  /** Drove keeps an hour; an anchor that is not much younger may have gone by itself. */
  private static final long ANCHOR_KEPT = Duration.ofMinutes(30).toNanos();

  private static final long ENLARGE_AGAIN = Duration.ofMinutes(10).toNanos();

  private final Drove drove;
  private final LongSupplier nanoTime;
  private final int page;
  private final Duration interval;
  private Set<String> anchors = Set.of();
  private boolean anchored;
  private long anchoredAt;
  private long newest;
  private int size;
  private int pace = 1;
  private boolean refused;
  private long refusedAt;

  EventFeed(Drove drove, DroveSettings.Pace pace, LongSupplier nanoTime) {
    this.drove = drove;
    this.nanoTime = nanoTime;
    this.page = pace.eventPage();
    this.interval = pace.event();
    this.size = page;
  }

  /** What a look at the feed brought. */
  sealed interface Poll {
    /**
     * New events, oldest first; {@code gap} if others may have been missed, or Drove's leadership
     * changed.
     */
    record News(List<ClusterEvent> events, boolean gap) implements Poll {}

    /** Drove gave no good answer. */
    record Failed(String reason) implements Poll {}
  }

  /** How long to wait before the next look. */
  Duration interval() {
    return interval.dividedBy(pace);
  }

  Poll poll() {
    return anchored ? onward() : anchor();
  }

  private Poll anchor() {
    return switch (drove.events(0, 1)) {
      case Reply.Answered<EventsPage>(EventsPage first) -> {
        newest = first.lastSyncTime();
        anchored = true;
        remember(first.events(), Set.of());
        yield new Poll.News(List.of(), true);
      }
      case Reply.Missing<EventsPage>(String message) -> new Poll.Failed(message);
      case Reply.Unavailable<EventsPage>(String reason) -> new Poll.Failed(reason);
    };
  }

  private Poll onward() {
    long after = Math.max(0, newest - 1);
    while (true) {
      switch (drove.events(after, size)) {
        case Reply.Answered<EventsPage>(EventsPage answer) -> {
          int largest = mayEnlarge() ? LARGEST_PAGE : page;
          if (!cut(answer) || size >= largest) {
            return read(answer, after);
          }
          // What the page left out is still there for a larger one.
          size = Math.min(size * 4, largest);
        }
        case Reply.Missing<EventsPage>(String message) -> {
          return failed(message);
        }
        case Reply.Unavailable<EventsPage>(String reason) -> {
          return failed(reason);
        }
      }
    }
  }

  private boolean mayEnlarge() {
    return !refused || nanoTime.getAsLong() - refusedAt > ENLARGE_AGAIN;
  }

  private boolean cut(EventsPage answer) {
    return answer.events().size() >= size
        && answer.events().stream().noneMatch(event -> anchors.contains(key(event)));
  }

  private Poll failed(String reason) {
    if (size > page) {
      // Perhaps it was the size: a Drove that refuses large pages must not look like one that is
      // away.
      size = page;
      refusedAt = nanoTime.getAsLong();
      refused = true;
    }
    pace = 1;
    return new Poll.Failed(reason);
  }

  private Poll read(EventsPage answer, long after) {
    List<ClusterEvent> fresh = new ArrayList<>();
    boolean anchorSeen = false;
    boolean gap = answer.lastSyncTime() < after;
    for (ClusterEvent event : answer.events()) {
      if (anchors.contains(key(event))) {
        anchorSeen = true;
      } else {
        fresh.add(event);
        gap |= event.type().startsWith("LEADERSHIP");
      }
    }
    boolean full = answer.events().size() >= Math.min(size, page);
    boolean anchorLost =
        !anchors.isEmpty() && !anchorSeen && nanoTime.getAsLong() - anchoredAt < ANCHOR_KEPT;
    gap |= anchorLost || (full && !anchorSeen);
    adapt(fresh.size());
    if (!answer.events().isEmpty()) {
      boolean moved = answer.lastSyncTime() != newest;
      newest = answer.lastSyncTime();
      remember(answer.events(), moved ? Set.of() : anchors);
    } else if (gap) {
      anchored = false;
    }
    return new Poll.News(List.copyOf(fresh.reversed()), gap);
  }

  private void remember(List<ClusterEvent> events, Set<String> before) {
    Set<String> keys = new HashSet<>(before);
    for (ClusterEvent event : events) {
      if (event.time().toEpochMilli() >= newest) {
        keys.add(key(event));
      }
    }
    if (!keys.equals(anchors)) {
      anchoredAt = nanoTime.getAsLong();
    }
    anchors = keys;
  }

  private void adapt(int count) {
    if (count > page / 2) {
      pace = Math.min(pace * 2, 4);
      size = mayEnlarge() ? Math.max(page, Integer.highestOneBit(count) * 4) : page;
    } else {
      pace = Math.max(pace / 2, 1);
      size = Math.max(page, size / 2);
    }
  }

  private static String key(ClusterEvent event) {
    String id = event.id();
    return id != null ? id : event.type() + event.time() + event.metadata();
  }
}
