package epoch.server.live;

import epoch.api.json.Json;
import epoch.api.rest.LiveEvent;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.server.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one leadership. Who publishes never waits for who reads: readers come and take
 * what there is, and who is too slow finds that it is gone. Thread safe.
 */
public final class Feed implements AutoCloseable {
  /** How many events are kept. */
  public static final int KEPT = 8_192;

  private static final Pattern ID = Pattern.compile("([0-9]{1,10})\\.([0-9]{1,18})");
  private static final String RUN = "run";

  private final long epoch;
  private final String leader;
  private final Function<String, ? extends Optional<?>> row;
  private final AtomicReferenceArray<LiveEntry> ring;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  // Guarded by this. The last entry of a topology's row that nobody has asked for yet.
  private final Map<String, LiveEntry> unread = new HashMap<>();

  // Written by who holds this.
  private volatile long last;
  private volatile boolean closed;

  /**
   * @param epoch the number of this leadership
   * @param leader this node
   * @param row a topology as lists show it; empty if it is gone
   */
  public Feed(long epoch, String leader, Function<String, ? extends Optional<?>> row) {
    this(epoch, leader, row, KEPT);
  }

  Feed(long epoch, String leader, Function<String, ? extends Optional<?>> row, int kept) {
    this.epoch = epoch;
    this.leader = leader;
    this.row = row;
    this.ring = new AtomicReferenceArray<>(kept);
  }

  /** Who leads. */
  public String leader() {
    return leader;
  }

  /** Takes in what happened; never waits. */
  public void hear(Event event) {
    switch (event) {
      case Event.TopologyChanged(var details) -> rowChanged(details.id());
      case Event.TopologyRemoved(String id) -> add(id, new LiveEvent.TopologyRemoved(id));
      case Event.Fired fired -> {
        fired(fired);
        rowChanged(fired.run().topologyId());
      }
      case Event.PassedOver passed -> {
        passedOver(passed);
        rowChanged(passed.topologyId());
      }
      case Event.RunChanged(Run run) -> runChanged(run);
      case Event.RunEnded(Run run, var _) -> {
        runChanged(run);
        rowChanged(run.topologyId());
      }
      case Event.HoldChanged(var state) -> add(null, new LiveEvent.HoldChanged(state));
      case Event.CalendarChanged(var details) -> add(null, new LiveEvent.CalendarChanged(details));
      case Event.CalendarRemoved(String name) -> add(null, new LiveEvent.CalendarRemoved(name));
    }
  }

  private void runChanged(Run run) {
    add(
        RUN,
        run.topologyId(),
        () -> Optional.of(new LiveEvent.RunChanged(Json.tree(RunEntry.of(run)))));
  }

  private void fired(Event.Fired fired) {
    Run run = fired.run();
    boolean skipped = run.state() == RunState.SKIPPED;
    String verdict = skipped ? "SKIPPED" : fired.caughtUp() ? "CAUGHT_UP" : "RAN";
    add(
        LiveEvent.Fired.KIND,
        run.topologyId(),
        () ->
            Optional.of(
                new LiveEvent.Fired(
                    run.topologyId(),
                    fired.fireTime(),
                    verdict,
                    skipped ? run.message() : null,
                    run.runId(),
                    fired.lateness().toMillis(),
                    1)));
  }

  private void passedOver(Event.PassedOver passed) {
    add(
        LiveEvent.Fired.KIND,
        passed.topologyId(),
        () ->
            Optional.of(
                new LiveEvent.Fired(
                    passed.topologyId(),
                    passed.until(),
                    passed.verdict(),
                    passed.reason(),
                    null,
                    null,
                    passed.count())));
  }

  /** A row that changes often is sent once for all changes that nobody has seen between. */
  private void rowChanged(String topologyId) {
    synchronized (this) {
      LiveEntry before = unread.get(topologyId);
      if (before != null && !before.isAsked() && entry(before.sequence()) == before) {
        return;
      }
      if (unread.size() >= ring.length()) {
        unread.clear();
      }
      unread.put(
          topologyId,
          append(
              LiveEvent.TopologyChanged.KIND,
              topologyId,
              () ->
                  row.apply(topologyId).map(one -> new LiveEvent.TopologyChanged(Json.tree(one)))));
    }
    listeners.forEach(Runnable::run);
  }

  private void add(@Nullable String topologyId, LiveEvent event) {
    add(event.kind(), topologyId, () -> Optional.of(event));
  }

  private void add(
      String kind, @Nullable String topologyId, Supplier<Optional<LiveEvent>> content) {
    synchronized (this) {
      append(kind, topologyId, content);
    }
    listeners.forEach(Runnable::run);
  }

  /** By who holds this. */
  private LiveEntry append(
      String kind, @Nullable String topologyId, Supplier<Optional<LiveEvent>> content) {
    long sequence = last + 1;
    var entry = new LiveEntry(id(sequence), sequence, kind, topologyId, content);
    ring.set(slot(sequence), entry);
    last = sequence;
    return entry;
  }

  /** The number of the last event; they count from 1. */
  public long last() {
    return last;
  }

  /** How many events are kept. */
  public int kept() {
    return ring.length();
  }

  /** The event of a number; null if it is not kept any more. */
  public @Nullable LiveEntry entry(long sequence) {
    LiveEntry entry = ring.get(slot(sequence));
    return entry != null && entry.sequence() == sequence ? entry : null;
  }

  /** How the event of a number is called in the stream. */
  public String id(long sequence) {
    return epoch + "." + sequence;
  }

  /**
   * Where a reader begins.
   *
   * @param after the number of the last event that it need not be told
   * @param reset why it does not know all that was before; null if it does
   */
  public record Begin(long after, @Nullable String reset) {}

  /** Begins now. */
  public Begin now() {
    return begin(null);
  }

  /**
   * Begins behind the event of an id, or now if that cannot be done.
   *
   * @param id as the reader has it; it may be anything
   */
  public Begin after(String id) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches()) {
      return begin("this is no id of an event");
    }
    if (Long.parseLong(parts.group(1)) != epoch) {
      return begin("another leads since");
    }
    long sequence = Long.parseLong(parts.group(2));
    long newest = last;
    if (sequence > newest) {
      return begin("there is no such event yet");
    }
    // A slot may be overwritten while it is read, so the eldest does not count.
    return newest - sequence < ring.length()
        ? new Begin(sequence, null)
        : begin("too much happened since");
  }

  /** What is in the ring unread was true before this reader came; what comes is news to it. */
  private synchronized Begin begin(@Nullable String reset) {
    unread.clear();
    return new Begin(last, reset);
  }

  /** Whether this leadership is over. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Calls the listener, on whatever thread, after everything that happens, and at the end; it must
   * neither block nor throw.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    closed = true;
    listeners.forEach(Runnable::run);
  }

  private int slot(long sequence) {
    return (int) Math.floorMod(sequence, (long) ring.length());
  }
}
