package epoch.server.drove.local;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Drove in one process: REST API, tasks as processes or containers of this machine, and a
 * directory from which it takes everything up again after it was closed or killed.
 *
 * <p>Real Drove clients cannot tell it from a small cluster, except that it also takes {@code
 * {"type":"COMMAND","command":["sh","-c","…"]}} as executable. Thread-safe.
 */
public final class LocalDrove implements AutoCloseable {
  static final Logger LOG = LoggerFactory.getLogger(LocalDrove.class);

  private final LocalDroveConfig config;
  private final FileChannel lock;
  private final TaskRunner runner;
  private final Faults faults;
  private final Undertow http;
  private final ExecutorService threads;
  private final int port;

  private LocalDrove(LocalDroveConfig config, InstantSource clock, Duration grace, FileChannel lock)
      throws IOException {
    this.config = config;
    this.lock = lock;
    Path tasks = Files.createDirectories(config.dataDir().resolve("tasks")).toAbsolutePath();
    String executorId =
        UUID.nameUUIDFromBytes(tasks.toString().getBytes(StandardCharsets.UTF_8)).toString();

    FaultRules rules = new FaultRules(clock);
    EventWindow events = new EventWindow(clock, () -> rules.hits(Fault.Kind.LOSE_EVENTS, "event"));
    Cluster cluster = new Cluster(executorId, clock, events);
    Capacity capacity = new Capacity(config.cores(), config.memoryMb());
    TaskBook book = new TaskBook(tasks, executorId, capacity, clock, events);
    ContainerRunner containers = new ContainerRunner(List.of("docker", "podman"), clock);
    this.runner = new TaskRunner(book, new ProcessRunner(), containers, grace);
    this.faults = new Faults(rules, book, cluster::elect);
    Operations operations = new Operations(book, runner, rules, cluster);
    Optional<FaultsEndpoint> endpoint =
        config.faultsOverHttp() ? Optional.of(new FaultsEndpoint(faults)) : Optional.empty();
    Api api = new Api(book, events, operations, rules, cluster, endpoint);
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    Door door = new Door(threads, new Doorkeeper(config), rules, api);

    // The ids that are taken must be known before the first create can come in.
    List<Task> unfinished = restore(tasks, book);
    this.http = listener(config, door);
    try {
      http.start();
      this.port = boundPort(http);
    } catch (RuntimeException e) {
      runner.close();
      threads.shutdownNow();
      throw new IOException(
          "Cannot listen on %s:%d: %s".formatted(config.host(), config.port(), reason(e)), e);
    }
    cluster.listensOn(port);
    cluster.elect();
    unfinished.forEach(runner::adopt);
    book.prune();
  }

  /**
   * Takes up what the directory holds, and listens.
   *
   * @throws IOException the address cannot be bound, or the directory cannot be written or is in
   *     use
   */
  public static LocalDrove start(LocalDroveConfig config) throws IOException {
    return start(config, Clock.systemUTC(), Duration.ofSeconds(5));
  }

  static LocalDrove start(LocalDroveConfig config, InstantSource clock, Duration grace)
      throws IOException {
    FileChannel lock = lock(config.dataDir());
    try {
      LocalDrove drove = new LocalDrove(config, clock, grace, lock);
      LOG.info("Local Drove on {}, tasks in {}", drove.url(), config.dataDir());
      if (isRoot()) {
        LOG.warn(
            "THE LOCAL DROVE RUNS AS ROOT: every COMMAND that reaches {} runs as root on this"
                + " machine",
            drove.url());
      }
      return drove;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Undertow listener(LocalDroveConfig config, Door door) {
    return Undertow.builder()
        .addHttpListener(config.port(), config.host().replaceAll("[\\[\\]]", ""))
        .setIoThreads(2)
        .setWorkerThreads(2)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 16L * 1024 * 1024)
        .setHandler(door)
        .build();
  }

  private static int boundPort(Undertow http) {
    return ((InetSocketAddress) http.getListenerInfo().getFirst().getAddress()).getPort();
  }

  private static String reason(Throwable e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  /** One at a time: two would each start, adopt and count out the same tasks. */
  private static FileChannel lock(Path dataDir) throws IOException {
    boolean isNew = !Files.exists(dataDir);
    Files.createDirectories(dataDir);
    if (isNew && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      // Specs hold what their environments hold: secrets too.
      var _ = Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwx------"));
    }
    FileChannel channel =
        FileChannel.open(
            dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("Locked by this process", e);
    }
    channel.close();
    throw new IOException("Another local Drove uses the directory " + dataDir);
  }

  /** Puts what the directory holds into the book; the tasks whose end it does not hold. */
  private static List<Task> restore(Path tasks, TaskBook book) throws IOException {
    List<Task> unfinished = new ArrayList<>();
    try (Stream<Path> folders = Files.list(tasks)) {
      for (Path path : folders.toList()) {
        TaskFolder folder = new TaskFolder(path);
        try {
          Task task = book.restore(folder);
          if (!task.state().isFinal()) {
            unfinished.add(task);
          } else if (folder.isMarked("deleted")) {
            folder.delete();
          }
        } catch (IOException | RuntimeException e) {
          LOG.warn("{} holds no task that can be read; left as it is: {}", path, e.toString());
        }
      }
    }
    return unfinished;
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | RuntimeException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /** The port that it listens on; the one that was found when the configuration says 0. */
  public int port() {
    return port;
  }

  /** Base URL, without a path and without a slash at the end. */
  public String url() {
    String host = config.host();
    return "http://"
        + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
        + ":"
        + port;
  }

  /** What can be made to go wrong. */
  public Faults faults() {
    return faults;
  }

  /**
   * Stops listening. What runs goes on, unless the configuration says that it ends with this. Never
   * throws.
   */
  @Override
  public void close() {
    http.stop();
    threads.shutdownNow();
    if (config.killTasksOnClose()) {
      runner.killAll();
    }
    runner.close();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("Cannot release the lock of {}", config.dataDir(), e);
    }
  }
}
