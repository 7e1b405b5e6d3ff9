package epoch.server.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.json.Json;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Terms;
import epoch.server.store.Receipt;
import epoch.server.store.Receipts;
import epoch.server.store.Store;
import epoch.server.work.Workers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries out requests that have a key once. The receipt is in the transaction that carries the
 * request out, so the two cannot differ, whatever is lost or killed; the next leader finds it.
 * Receipts are kept for {@value #KEPT_HOURS} hours, and there are at most {@value #MOST} per hour.
 * Thread safe.
 */
public final class Requests {
  static final int KEPT_HOURS = 24;
  static final int MOST = 5_000;

  /** What is left is for requests that cannot do without. */
  private static final int MOST_OF_PARTS = MOST / 2;

  /** Compressed it fits into a transaction. */
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private static final Duration KEPT = Duration.ofHours(KEPT_HOURS);

  /** How long a repeated request waits for the one before it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final Store store;
  private final Receipts receipts;
  private final InstantSource clock;

  /** Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition ended = lock.newCondition();

  /** The names of the requests that are being carried out. */
  private final Set<String> underWay = new HashSet<>();

  /** The hour whose receipts are counted. */
  private long counted = -1;

  private int count;

  public Requests(Store store, InstantSource clock) {
    this.store = store;
    this.receipts = store.receipts();
    this.clock = clock;
  }

  /** Begins to remove old receipts. */
  public void start(Workers workers) {
    workers.start("receipts", this::sweep);
  }

  private void sweep() throws InterruptedException {
    while (true) {
      receipts.removeBefore(hour(clock.instant().minus(KEPT)));
      Thread.sleep(SWEEP);
    }
  }

  /**
   * Carries out what the caller asks, unless that was done before: then it answers what was
   * answered then.
   *
   * @param type of the answer
   * @param work carries it out, and puts the guard into its transaction
   */
  public <T> T once(Caller by, Class<T> type, Work<T> work) throws InterruptedException {
    return once(by, type, MOST, work)
        .orElseThrow(() ->
            new Refusal(
                Kind.NOT_NOW,
                "There were " + MOST + " requests with a key in this hour; no more fit"));
  }

  /**
   * As {@link #once}, for one of many parts of a request that does no harm when it is carried out
   * again: once they have taken their share of the hour's receipts, the others leave none, so that
   * there is room for requests that need one.
   */
  public <T> T oncePart(Caller by, Class<T> type, Work<T> work) throws InterruptedException {
    Optional<T> answer = once(by, type, MOST_OF_PARTS, work);
    return answer.isPresent() ? answer.get() : work.run(Guard.NONE);
  }

  /** Empty, with nothing done, if there are so many receipts in this hour already. */
  private <T> Optional<T> once(Caller by, Class<T> type, int most, Work<T> work)
      throws InterruptedException {
    Terms.Once once = by.terms().once();
    if (once == null) {
      return Optional.of(work.run(Guard.NONE));
    }
    String name = name(by, once);
    enter(name);
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Optional<Receipt> before = find(name, now);
      if (before.isPresent()) {
        return Optional.of(again(before.get(), once, type));
      }
      if (!fits(hour(now), most)) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            work.run((change, answer) ->
                change.addReceipt(
                    hour(now),
                    name,
                    new Receipt(once.fingerprint(), by.user(), now, Json.tree(answer)))));
      } catch (Refusal refused) {
        // Nothing was carried out, so there is no receipt.
        uncount(hour(now));
        throw refused;
      }
    } finally {
      leave(name);
    }
  }

  /** Waits, but not for ever, while the same request is being carried out. */
  private void enter(String name) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = PATIENCE.toNanos();
      while (!underWay.add(name)) {
        if (left <= 0) {
          throw new Refusal(
              Kind.CONFLICT, "A request with this Idempotency-Key is being carried out");
        }
        left = ended.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave(String name) {
    lock.lock();
    try {
      underWay.remove(name);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Counts this one among those of its hour, if it is not one too many. */
  private boolean fits(long hour, int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (counted != hour) {
        count = receipts.count(hour);
        counted = hour;
      }
      if (count >= most) {
        return false;
      }
      count++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void uncount(long hour) {
    lock.lock();
    try {
      if (counted == hour) {
        count--;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was answered when the request was carried out before; empty if it was not, or has no key.
   */
  public <T> Optional<T> before(Caller by, Class<T> type) throws InterruptedException {
    Terms.Once once = by.terms().once();
    if (once == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return find(name(by, once), now).map(receipt -> again(receipt, once, type));
  }

  private Optional<Receipt> find(String name, Instant now) throws InterruptedException {
    Instant oldest = now.minus(KEPT);
    // Whoever wrote it may have had a clock that is a little ahead of ours, and another hour.
    return receipts
        .find(name, hour(oldest), hour(now) + 1)
        .filter(receipt -> !receipt.time().isBefore(oldest));
  }

  private static String name(Caller by, Terms.Once once) {
    return hash(by.user() + "\n" + once.key());
  }

  /**
   * As {@link #once}, where what is to be kept is the answer alone. One that is very long is not
   * kept: what it tells of has to be carried out once by its parts.
   */
  public <T> T decideOnce(Caller by, Class<T> type, Decision<T> decision)
      throws InterruptedException {
    return once(
        by,
        type,
        guard -> {
          T answer = decision.decide();
          if (by.terms().once() != null && Json.bytes(answer).length <= LONGEST_ANSWER) {
            var change = store.change();
            guard.put(change, answer);
            change.commit();
          }
          return answer;
        });
  }

  private static <T> T again(Receipt receipt, Terms.Once once, Class<T> type) {
    if (!receipt.fingerprint().equals(once.fingerprint())) {
      throw new Refusal(
          Kind.ANOTHER, "Another request came with this Idempotency-Key at " + receipt.time());
    }
    try {
      return Json.read(receipt.answer(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A receipt cannot be read", e);
    }
  }

  private static long hour(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 3_600L);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Carries out a request. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it in one transaction with the guard. */
    T run(Guard guard) throws InterruptedException;
  }

  /** Decides on an answer. */
  @FunctionalInterface
  public interface Decision<T> {
    /** Does it; may be interrupted. */
    T decide() throws InterruptedException;
  }
}
