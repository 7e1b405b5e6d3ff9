package epoch.desktop.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.EventFilter;
import epoch.api.client.EventListener;
import epoch.api.client.LiveStream;
import epoch.api.client.Page;
import epoch.api.client.TopologyQuery;
import epoch.api.json.Json;
import epoch.api.rest.LiveEvent;
import epoch.api.rest.RunEntry;
import epoch.api.rest.TopologySummary;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a {@link Cluster} as the server says: reads everything once, follows the stream of events
 * from then on, and reads everything again where the stream cannot say what was missed.
 *
 * <p>The stream is open before the reading begins; what it tells meanwhile is shown behind what was
 * read, so that nothing falls between the two. Changes reach the screen in batches.
 */
public final class Feed implements AutoCloseable {

  /**
   * How often it does things.
   *
   * @param batch how long changes are gathered before the screen is told
   * @param count how often the cluster is asked how it is
   * @param again how long it waits after it was refused
   */
  public record Pace(Duration batch, Duration count, Duration again) {
    /** For people. */
    public static final Pace HUMAN =
        new Pace(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  private static final System.Logger LOG = System.getLogger(Feed.class.getName());
  private static final int PAGE = 1_000;

  private final Session session;
  private final EpochClient client;
  private final Cluster cluster;
  private final Executor screen;
  private final Pace pace;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("console-feed-", 0).factory());

  /** Guards what follows. */
  private final Object lock = new Object();

  private List<Change> waiting = new ArrayList<>();
  private List<Change> behindLoad = new ArrayList<>();
  private boolean loading;
  private boolean loadAgain;
  private int rounds;
  private boolean flushing;
  private Optional<LiveStream> stream = Optional.empty();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean retrying = new AtomicBoolean();

  /** Nothing is asked before {@link #start}. */
  public Feed(Session session, Cluster cluster, Executor screen, Pace pace) {
    this.session = session;
    this.client = session.client();
    this.cluster = cluster;
    this.screen = screen;
    this.pace = pace;
  }

  /** Begins to follow. */
  public void start() {
    doing("Connecting");
    follow();
    var _ =
        timer.scheduleWithFixedDelay(
            () -> guarded(this::count),
            pace.count().toMillis(),
            pace.count().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Asks for everything anew, now. */
  public void again() {
    later(() -> guarded(this::load), Duration.ZERO);
  }

  private void follow() {
    if (closed.get()) {
      return;
    }
    LiveStream opened = client.events(EventFilter.ALL, new Ear());
    Optional<LiveStream> before;
    synchronized (lock) {
      before = stream;
      stream = Optional.of(opened);
    }
    before.ifPresent(LiveStream::close);
  }

  /** Hears the stream, on the thread of the stream. */
  private final class Ear implements EventListener {
    /** Whether it has said anything yet, and so goes on where it was when it breaks off. */
    private boolean heard;

    @Override
    public void connected() {
      if (heard) {
        guarded(Feed.this::count);
        screen.execute(cluster::live);
        doing("");
      } else {
        // Not on this thread: what is read takes a while, and the stream must not wait for it.
        again();
      }
    }

    @Override
    public void happened(LiveEvent event) {
      heard = true;
      if (event instanceof LiveEvent.Reset) {
        again();
        return;
      }
      try {
        read(event).ifPresent(change -> offer(change));
      } catch (JsonProcessingException e) {
        LOG.log(Level.WARNING, "An event of the server cannot be understood; it is left out", e);
      }
    }

    @Override
    public void disconnected(IOException reason) {
      away(reason, "The connection broke off; the nodes are asked in turn");
    }

    @Override
    public void refused(IOException reason) {
      if (reason instanceof EpochApiException answer && answer.status() == 404) {
        // A server that tells no events is still shown, by looking again and again.
        doing("The server tells no events; asking every " + pace.again().toSeconds() + " s");
        again();
      } else {
        away(reason, "Trying again every " + pace.again().toSeconds() + " s");
      }
      if (!closed.get()) {
        later(Feed.this::follow, pace.again());
      }
    }
  }

  private static Optional<Change> read(LiveEvent event) throws JsonProcessingException {
    return Optional.ofNullable(
        switch (event) {
          case LiveEvent.TopologyChanged(var entry) ->
              new Change.Topology(TopologyFacts.of(Json.read(entry, TopologySummary.class)));
          case LiveEvent.TopologyRemoved(String id) -> new Change.Removed(id);
          case LiveEvent.RunChanged(var entry) ->
              new Change.RunMoved(Json.read(entry, RunEntry.class));
          case LiveEvent.Fired fired -> new Change.Fire(fired);
          case LiveEvent.Leader(String leader) -> new Change.Leader(leader);
          case LiveEvent.HoldChanged(var state) -> new Change.Hold(state);
          case LiveEvent.CalendarChanged(var details) ->
              new Change.CalendarMoved(details.calendar().name(), true);
          case LiveEvent.CalendarRemoved(String name) -> new Change.CalendarMoved(name, false);
          case LiveEvent.Reset _, LiveEvent.Other _ -> null;
        });
  }

  private void load() throws IOException {
    int round;
    synchronized (lock) {
      if (loading) {
        // What is being read may be older than what made somebody ask again.
        loadAgain = true;
        return;
      }
      loading = true;
      loadAgain = false;
      round = ++rounds;
    }
    // What was told before is older than what is read now.
    screen.execute(this::flush);
    boolean loaded = false;
    try {
      askRole();
      readTopologies(round);
      loaded = true;
    } finally {
      synchronized (lock) {
        loading = false;
        if (loaded) {
          waiting.add(new Change.AllRead(round));
        }
        waiting.addAll(behindLoad);
        behindLoad = new ArrayList<>();
        if (loaded && loadAgain) {
          again();
        }
      }
    }
    // What was read is shown before anybody may trust it.
    screen.execute(this::flush);
    count();
    screen.execute(cluster::live);
    doing("");
  }

  /** What the user may do may be another than when the picture was taken that is shown. */
  private void askRole() throws IOException {
    try {
      String role = client.session().role();
      screen.execute(() -> session.isOf(role));
    } catch (EpochApiException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  /** Hands them over page by page, so that what is known already is not there twice. */
  private void readTopologies(int round) throws IOException {
    TopologyQuery query = TopologyQuery.ALL.inPagesOf(PAGE);
    Page<TopologySummary> page = client.summaries(query);
    int read = 0;
    while (true) {
      handOver(new Change.Read(round, page.items().stream().map(TopologyFacts::of).toList()));
      if (page.next().isEmpty()) {
        return;
      }
      read += page.items().size();
      doing("Reading topologies: %,d of %,d".formatted(read, page.total()));
      page = client.summaries(query.after(page.next().get()));
    }
  }

  /** In its place before all that is told meanwhile, however busy the screen is. */
  private void handOver(Change.Read part) {
    synchronized (lock) {
      waiting.add(part);
    }
    screen.execute(this::flush);
  }

  private void count() throws IOException {
    offer(new Change.State(client.cluster()));
  }

  private void offer(Change change) {
    synchronized (lock) {
      (loading ? behindLoad : waiting).add(change);
    }
    flushSoon();
  }

  private void flushSoon() {
    synchronized (lock) {
      if (flushing || closed.get()) {
        return;
      }
      flushing = true;
    }
    later(() -> screen.execute(this::flush), pace.batch());
  }

  private void flush() {
    List<Change> batch;
    synchronized (lock) {
      flushing = false;
      batch = waiting;
      waiting = new ArrayList<>();
    }
    if (!closed.get() && !batch.isEmpty()) {
      cluster.take(batch);
    }
  }

  private interface Asking {
    void ask() throws IOException;
  }

  private void guarded(Asking asking) {
    try {
      asking.ask();
    } catch (IOException e) {
      away(e, "Trying again");
      retry();
    } catch (RuntimeException e) {
      // The boundary of the thread: a fault of ours must not end the feed.
      LOG.log(Level.ERROR, "The feed failed; it goes on", e);
    }
  }

  /** What was to be read could not be; until it was, the picture is not the server's. */
  private void retry() {
    if (!closed.get() && retrying.compareAndSet(false, true)) {
      later(
          () -> {
            retrying.set(false);
            guarded(this::load);
          },
          pace.count());
    }
  }

  private void later(Runnable work, Duration delay) {
    try {
      var _ = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      if (!closed.get()) {
        throw e;
      }
    }
  }

  private void away(IOException reason, String next) {
    if (!closed.get()) {
      String words = Reason.of(reason);
      screen.execute(() -> cluster.away(words));
      doing(next);
    }
  }

  private void doing(String words) {
    screen.execute(() -> cluster.doing(words));
  }

  @Override
  public void close() {
    closed.set(true);
    Optional<LiveStream> open;
    synchronized (lock) {
      open = stream;
    }
    open.ifPresent(LiveStream::close);
    timer.shutdownNow();
  }
}
