package epoch.server.notify.mail;

import epoch.server.notify.Messenger;
import epoch.server.notify.Notice;
import epoch.server.notify.mail.Mailbox.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices by mail. Whoever hands one over goes on at once: letters wait in a bounded box, and
 * one virtual thread carries them to the mail server, again and again for half an hour where the
 * server is away. What is not delivered by then, does not fit into the box, or is left when the
 * node closes is lost, and said to be so in the log. A letter whose delivery was cut off at the end
 * may come twice. Thread safe.
 */
public final class Mailer implements Messenger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Post post;
  private final LetterWriter writer;
  private final Patience patience;
  private final LongSupplier nanoTime;
  private final Mailbox box;
  private final Thread carrier;
  private final AtomicInteger failures = new AtomicInteger();

  Mailer(Post post, LetterWriter writer, Patience patience, LongSupplier nanoTime) {
    this.post = post;
    this.writer = writer;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.box = new Mailbox(patience.room());
    this.carrier = Thread.ofVirtual().name("epoch-mail").unstarted(this::carry);
  }

  /**
   * Starts to send.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public static Mailer start(
      MailServer server, LetterWriter writer, InstantSource clock, LongSupplier nanoTime) {
    return start(new Smtp(server, clock), writer, Patience.standard(), nanoTime);
  }

  static Mailer start(Post post, LetterWriter writer, Patience patience, LongSupplier nanoTime) {
    var mailer = new Mailer(post, writer, patience, nanoTime);
    mailer.carrier.start();
    return mailer;
  }

  @Override
  public void send(Notice notice) {
    long now = nanoTime.getAsLong();
    box.put(new Waiting(writer.write(notice), now, 0, now));
  }

  /** How many letters wait. */
  int waiting() {
    return box.size();
  }

  /** Whether a letter is on its way now. */
  boolean isCarrying() {
    return box.isCarried();
  }

  private void carry() {
    try {
      while (true) {
        sayWhatWasDropped();
        Optional<Waiting> next = box.take(nanoTime.getAsLong());
        if (next.isPresent()) {
          carry(next.get());
        } else {
          box.await(IDLE_NANOS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("No more mail is sent: the node closes");
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Waiting waiting) throws InterruptedException {
    Letter letter = waiting.letter();
    switch (attempt(letter)) {
      case Delivery.Done _ -> {
        serverIsWell();
        LOG.debug("Sent mail \"{}\"", letter.subject());
      }
      case Delivery.Refused(String reason) -> {
        serverIsWell();
        LOG.warn("The mail server refuses mail \"{}\": {}", letter.subject(), reason);
      }
      case Delivery.Later(List<String> to, String reason) -> {
        serverIsWell();
        putOff(waiting, letter.to(to), reason);
      }
      case Delivery.Away(String reason) -> serverIsAway(waiting, reason);
    }
  }

  private void serverIsWell() {
    if (failures.getAndSet(0) > 0) {
      LOG.info("The mail server is back");
    }
  }

  private void putOff(Waiting waiting, Letter left, String reason) {
    long now = nanoTime.getAsLong();
    if (now - waiting.queued() > patience.life().toNanos()) {
      LOG.warn("Mail \"{}\" is given up: {}", left.subject(), reason);
    } else {
      int tried = waiting.failures() + 1;
      long next = now + patience.pause(tried).toNanos();
      box.put(new Waiting(left, waiting.queued(), tried, next));
    }
  }

  /** The letter goes behind the others: it may be the one at which the server stumbles. */
  private void serverIsAway(Waiting waiting, String reason) throws InterruptedException {
    if (failures.getAndIncrement() == 0) {
      LOG.warn("The mail server is away: {}. Mail waits, and is tried again", reason);
    }
    box.put(waiting);
    List<Waiting> old = box.removeOlderThan(nanoTime.getAsLong() - patience.life().toNanos());
    if (!old.isEmpty()) {
      LOG.warn(
          "{} mails are given up, the first \"{}\": the mail server is away: {}",
          old.size(),
          old.getFirst().letter().subject(),
          reason);
    }
    TimeUnit.NANOSECONDS.sleep(patience.pause(failures.get()).toNanos());
  }

  private void sayWhatWasDropped() {
    int dropped = box.dropped();
    if (dropped > 0) {
      LOG.warn("{} mails are dropped, the oldest: {} wait already", dropped, patience.room());
    }
  }

  /**
   * One try on a thread of its own, so that neither a server that sends a byte now and then nor a
   * name that cannot be looked up holds it longer than a try may take.
   */
  private Delivery attempt(Letter letter) throws InterruptedException {
    var task = new FutureTask<>(() -> post.deliver(letter));
    Thread.ofVirtual().name("epoch-mail-delivery").start(task);
    try {
      return task.get(patience.attempt().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Delivery.Away("no end within " + patience.attempt().toMillis() + " ms");
    } catch (ExecutionException e) {
      LOG.error(
          "Sending mail \"{}\" failed; it is not tried again", letter.subject(), e.getCause());
      return new Delivery.Refused("it could not be sent");
    } finally {
      // No effect on what is done; what is not ends with its connection.
      task.cancel(true);
    }
  }

  /** Gives what waits a moment to go out, unless the server is away, and stops. */
  @Override
  public void close() {
    try {
      if (failures.get() == 0) {
        box.awaitEmpty(patience.farewell().toNanos());
      }
      int left = box.size();
      if (left > 0) {
        LOG.warn("{} mails are not sent: the node closes", left);
      }
      carrier.interrupt();
      carrier.join(patience.farewell());
    } catch (InterruptedException e) {
      carrier.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
