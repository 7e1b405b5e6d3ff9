package epoch.server.drove.local;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the local Drove listens, where it keeps its tasks, and what it may use.
 *
 * @param host name or address to listen on; loopback unless others must reach it
 * @param port TCP port, 0 for a free one
 * @param dataDir directory of the tasks; one local Drove at a time may use it
 * @param cores CPU cores to hand out (a count, not a reservation of this machine)
 * @param memoryMb memory to hand out, in MB
 * @param user name for Basic auth, or null to take any caller
 * @param password password for Basic auth, null exactly when {@code user} is
 * @param killTasksOnClose true kills what runs on close; false leaves it to the next start on the
 *     same directory
 * @param faultsOverHttp true serves {@code /apis/v1/test/faults}; for tests only
 */
public record LocalDroveConfig(
    String host,
    int port,
    Path dataDir,
    int cores,
    long memoryMb,
    @Nullable String user,
    @Nullable String password,
    boolean killTasksOnClose,
    boolean faultsOverHttp) {

  /** Cores that are handed out when nothing else is said. */
  public static final int DEFAULT_CORES = 1000;

  /** Memory in MB that is handed out when nothing else is said. */
  public static final long DEFAULT_MEMORY_MB = 1024L * 1024;

  public LocalDroveConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(dataDir, "dataDir");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
    }
    if (cores < 1 || memoryMb < 1) {
      throw new IllegalArgumentException("cores and memoryMb must be positive");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("user and password go together");
    }
  }

  /** On loopback, any caller, the default capacity, tasks outlive a close. */
  public static LocalDroveConfig on(Path dataDir, int port) {
    return new LocalDroveConfig(
        "127.0.0.1", port, dataDir, DEFAULT_CORES, DEFAULT_MEMORY_MB, null, null, false, false);
  }

  /** As {@link #on} with a free port and tasks that end with it: what a test wants. */
  public static LocalDroveConfig forTests(Path dataDir) {
    return new LocalDroveConfig(
        "127.0.0.1", 0, dataDir, DEFAULT_CORES, DEFAULT_MEMORY_MB, null, null, true, true);
  }

  /** Leaves the password out: configurations get logged. */
  @Override
  public String toString() {
    return "LocalDroveConfig[%s:%d, dataDir=%s, cores=%d, memoryMb=%d, user=%s, killTasksOnClose=%s]"
        .formatted(host, port, dataDir, cores, memoryMb, user, killTasksOnClose);
  }
}
