package epoch.server.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes ids when a fire time of theirs is due.
 *
 * <p>It wakes, it does not decide. Whoever is woken reads the clock, takes all fire times since its
 * own cursor, and may find none: a wake can come for nothing (the clock was set back, an id was set
 * anew just then) and one wake can stand for several fire times (they were missed, or came close
 * together). What is promised: when a fire time has come and its id is neither cleared nor set
 * anew, a wake begins after it, at most a few milliseconds late in the ordinary case, at once when
 * it was already past, about a second late when the clock was set forward over it. A wake never
 * begins before its fire time by the given clock. Whoever is woken and cannot take what is due (the
 * store is away, the clock is not trusted) asks to be woken again with {@link #wakeAt}.
 *
 * <p>A wake that is handed over in the very moment of {@link #clear}, {@link #set}, {@link #pause}
 * or {@link #close} may still begin just after it: what must not happen then has to be prevented by
 * whoever is woken.
 *
 * <p>Each wake runs in a virtual thread of its own and may block; two wakes of one id can overlap.
 * What a wake throws is logged and ends there; the next fire time wakes again. All methods may be
 * called from any thread, also from a wake.
 */
public final class Timers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final String TIMES = "times";
  private static final String ONCE = "once";
  private static final Duration LONGEST_NAP = Duration.ofMillis(100);

  private final String name;
  private final InstantSource clock;
  private final Consumer<String> callback;
  private final QuartzWakes quartz;
  private final ClockWatch watch;
  private final Map<TriggerKey, Wake> wakes = new ConcurrentHashMap<>();

  /** Those whose last fire time has come: for a clock that is set back it may be ahead again. */
  private final Map<TriggerKey, Wake> spent = new ConcurrentHashMap<>();

  /** Guards what follows, and that the wakes here and the triggers in Quartz are the same. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Set<String> overdue = new LinkedHashSet<>();
  private boolean paused;
  private boolean closed;

  /**
   * Starts a scheduler with nothing set.
   *
   * @param name begins the names of its threads
   * @param clock the time of day; it must be the system's clock or run close to it, for Quartz
   *     waits by that
   * @param callback called with an id whenever it is woken
   */
  public Timers(String name, InstantSource clock, Consumer<String> callback) {
    this.name = name;
    this.clock = clock;
    this.callback = callback;
    this.quartz = new QuartzWakes(name, clock, this::due, new WakeStore());
    this.watch = new ClockWatch(name + "-clock", clock, this::setBack);
    watch.start();
  }

  /**
   * Wakes an id at each fire time after a moment, the first time at once if that is already past.
   * This replaces all that was set for the id, one-off wakes and overdue ones included.
   */
  public void set(String id, FireTimes times, Instant after) {
    lock.lock();
    try {
      remove(id);
      put(new TriggerKey(id, TIMES), new Wake(id, times), after);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Wakes an id once more, in addition to its fire times. It replaces an earlier one-off wake of
   * the id.
   */
  public void wakeAt(String id, Instant at) {
    lock.lock();
    try {
      put(new TriggerKey(id, ONCE), new Wake(id, FireTimes.at(at)), Instant.MIN);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all that is set for an id. A wake that had already begun goes on. */
  public void clear(String id) {
    lock.lock();
    try {
      remove(id);
    } finally {
      lock.unlock();
    }
  }

  /** How many sets of fire times and one-off wakes have a wake ahead. */
  public int size() {
    return wakes.size();
  }

  /** From now on no wake begins, until {@link #resume}. Those that had begun go on. */
  public void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a pause: each id for which a fire time came in it is woken once. */
  public void resume() {
    lock.lock();
    try {
      paused = false;
      if (!closed) {
        overdue.forEach(this::start);
      }
      overdue.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on no wake begins; the scheduler's threads have ended when this returns. Wakes that
   * had begun go on.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      overdue.clear();
      wakes.clear();
      spent.clear();
    } finally {
      lock.unlock();
    }
    watch.close();
    // Not under the lock: it waits for Quartz's thread, which may be waiting for the lock.
    quartz.shutdown();
  }

  private void put(TriggerKey key, Wake wake, Instant after) {
    if (closed) {
      return;
    }
    spent.remove(key);
    wakes.put(key, wake);
    if (!quartz.put(key, wake, after)) {
      wakes.remove(key);
    }
  }

  private void remove(String id) {
    overdue.remove(id);
    for (TriggerKey key : List.of(new TriggerKey(id, TIMES), new TriggerKey(id, ONCE))) {
      spent.remove(key);
      if (wakes.remove(key) != null && !closed) {
        quartz.remove(key);
      }
    }
  }

  /** On Quartz's thread. */
  private void due(TriggerKey key, Wake wake, Instant due, boolean last) {
    if (clock.instant().isBefore(due)) {
      Thread.ofVirtual()
          .name(name + "-wake-" + wake.id())
          .start(() -> awaitAndWake(key, wake, due, last));
    } else if (mayWake(key, wake, last)) {
      start(wake.id());
    }
  }

  private void awaitAndWake(TriggerKey key, Wake wake, Instant due, boolean last) {
    try {
      Duration left = Duration.between(clock.instant(), due);
      while (left.isPositive() && wakes.get(key) == wake) {
        Thread.sleep(left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP);
        left = Duration.between(clock.instant(), due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (mayWake(key, wake, last)) {
      run(wake.id());
    }
  }

  private boolean mayWake(TriggerKey key, Wake wake, boolean last) {
    lock.lock();
    try {
      if (closed || wakes.get(key) != wake) {
        return false;
      }
      if (last) {
        wakes.remove(key);
        if (key.getGroup().equals(TIMES)) {
          spent.put(key, wake);
        }
      }
      return mayBegin(wake.id());
    } finally {
      lock.unlock();
    }
  }

  /** Whether a wake may begin now; if not, that is noted, and it begins when the pause ends. */
  private boolean mayBegin(String id) {
    if (paused) {
      overdue.add(id);
    }
    return !paused;
  }

  private void start(String id) {
    Thread.ofVirtual().name(name + "-wake-" + id).start(() -> run(id));
  }

  private void run(String id) {
    try {
      callback.accept(id);
    } catch (RuntimeException e) {
      LOG.error("The wake of {} failed; its next fire time wakes it again", id, e);
    }
  }

  /** A clock that was ahead and is set back leaves next wakes too far in the future. */
  private void setBack(Duration by) {
    LOG.warn("The clock went back by {} ms; all wakes are computed anew", by.toMillis());
    computeAnew();
  }

  /**
   * Sets every wake to its first fire time from now on, and a little before: what came between the
   * step and its discovery was left out as well. Who is to be woken once more is woken at once,
   * too: the moment for that was told by the clock as it was.
   */
  void computeAnew() {
    Instant from = clock.instant().minus(ClockWatch.PERIOD.multipliedBy(5));
    wakes.forEach((key, wake) -> computeAnew(key, wake, from));
    spent.forEach((key, wake) -> setAgain(key, wake, from));
    quartz.lookAgain();
  }

  private void computeAnew(TriggerKey key, Wake wake, Instant from) {
    lock.lock();
    try {
      if (wakes.get(key) != wake || closed) {
        return;
      }
      // The same wake as before: one that is just under way for it stays valid.
      quartz.computeAnew(key, wake, from);
      if (key.getGroup().equals(ONCE) && mayBegin(wake.id())) {
        start(wake.id());
      }
    } finally {
      lock.unlock();
    }
  }

  private void setAgain(TriggerKey key, Wake wake, Instant from) {
    lock.lock();
    try {
      if (spent.get(key) == wake) {
        put(key, wake, from);
      }
    } finally {
      lock.unlock();
    }
  }
}
