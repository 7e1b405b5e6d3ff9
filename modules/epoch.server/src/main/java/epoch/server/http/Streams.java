package epoch.server.http;

import epoch.server.live.Feed;
import epoch.server.operations.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;

/**
 * The open streams of server-sent events of this node. Thread safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the format</a>
 */
final class Streams implements AutoCloseable {

  /** How many may read events at a time. */
  static final int MOST_READERS = 10_000;

  /** How many may follow logs at a time; each asks Drove about once a second. */
  static final int MOST_LOGS = 200;

  /**
   * How often what is done.
   *
   * @param tick between two heartbeats
   * @param ticksPerCheck after so many ticks it is looked whether readers still may
   * @param patience how long a reader may not read at all
   * @param poll between two questions to Drove about a log that does not grow
   * @param silence how long a node that leads no more may say nothing to what was passed on to it
   */
  record Pace(
      Duration tick, int ticksPerCheck, Duration patience, Duration poll, Duration silence) {
    static final Pace STANDARD =
        new Pace(
            Duration.ofSeconds(15),
            4,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
  }

  private static final String TYPE = "text/event-stream";

  /** A gateway that knows it sends on what comes at once. */
  private static final HttpString BUFFERING = new HttpString("X-Accel-Buffering");

  private final Pace pace;
  private final Map<XnioIoThread, EventReaders> groups = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Feed> watched = new AtomicReference<>();
  private final AtomicInteger readers = new AtomicInteger();
  private final Semaphore logs = new Semaphore(MOST_LOGS);

  /** Those of the leader that this node passes on. */
  private final Set<HttpServerExchange> passedOn = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  Streams(Pace pace) {
    this.pace = pace;
  }

  Pace pace() {
    return pace;
  }

  /** How many read events. */
  int readers() {
    return readers.get();
  }

  /** How many follow logs. */
  int followers() {
    return MOST_LOGS - logs.availablePermits();
  }

  boolean isClosed() {
    return closed;
  }

  /** Takes an exchange over and tells it what happens. */
  void open(HttpServerExchange exchange, Feed feed, EventSelection selection, Feed.Begin begin) {
    if (readers.incrementAndGet() > MOST_READERS) {
      readers.decrementAndGet();
      throw new Refusal(Refusal.Kind.NOT_NOW, "Too many read events at the moment");
    }
    exchange.addExchangeCompleteListener((_, others) -> {
      readers.decrementAndGet();
      others.proceed();
    });
    if (watched.getAndSet(feed) != feed) {
      feed.onChange(this::wake);
    }
    ErrorMapping.Work work = () -> begin(exchange, feed, selection, begin);
    if (Thread.currentThread().isVirtual()) {
      exchange.getIoThread().execute(() -> ErrorMapping.guard(exchange, work));
    } else {
      // Out of Undertow's call, so that the exchange stays open.
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> ErrorMapping.guard(exchange, work));
    }
  }

  private void begin(
      HttpServerExchange exchange, Feed feed, EventSelection selection, Feed.Begin begin)
      throws IOException {
    head(exchange);
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
      return;
    }
    StreamSinkChannel channel = exchange.getResponseChannel();
    if (channel == null) {
      throw new IOException("the answer was sent already");
    }
    EventReaders group =
        groups.computeIfAbsent(exchange.getIoThread(), thread -> new EventReaders(thread, pace));
    var standing = Objects.requireNonNull(exchange.getAttachment(Authentication.STANDING));
    var reader =
        new EventReader(exchange, channel, feed, selection, begin, group.batch(), standing);
    exchange.addExchangeCompleteListener((_, others) -> {
      group.remove(reader);
      others.proceed();
    });
    group.add(reader);
    if (closed) {
      reader.end();
    }
  }

  /** Says that server-sent events come, and that nobody on the way may hold them up. */
  static void head(HttpServerExchange exchange) {
    exchange.putAttachment(RequestMetrics.ENDLESS, true);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, TYPE + "; charset=utf-8")
        .put(Headers.CACHE_CONTROL, "no-store")
        .put(BUFFERING, "no");
  }

  /** Watches an exchange that is passed on: should its answer be a stream, it ends with this. */
  void passOn(HttpServerExchange exchange) {
    exchange.addResponseCommitListener(answered -> {
      String type = answered.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
      if (type == null || !type.startsWith(TYPE)) {
        return;
      }
      answered.putAttachment(RequestMetrics.ENDLESS, true);
      passedOn.add(answered);
      if (closed) {
        answered.getIoThread().execute(answered::endExchange);
      }
    });
    exchange.addExchangeCompleteListener((done, others) -> {
      passedOn.remove(done);
      others.proceed();
    });
  }

  /** Lets somebody follow a log; whoever did gives it back by {@link #followed}. */
  void follow() {
    if (!logs.tryAcquire()) {
      throw new Refusal(Refusal.Kind.NOT_NOW, "Too many follow logs at the moment");
    }
  }

  void followed() {
    logs.release();
  }

  private void wake() {
    groups.values().forEach(EventReaders::wake);
  }

  /** Ends all streams, so that their readers come back elsewhere. */
  @Override
  public void close() {
    closed = true;
    groups.values().forEach(EventReaders::end);
    passedOn.forEach(exchange -> exchange.getIoThread().execute(exchange::endExchange));
  }
}
