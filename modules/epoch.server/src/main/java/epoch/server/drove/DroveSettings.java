package epoch.server.drove;

import epoch.api.drove.OperationSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where Drove is and how Epoch deals with it.
 *
 * @param endpoints base addresses of the controllers, or of the one gateway before them
 * @param credentials for Basic auth, or null to send none
 * @param insecure true trusts any certificate
 * @param appName Epoch's own app name on Drove, the {@code sourceAppName} of its tasks
 * @param operation how Drove should carry out what it is asked for
 * @param timeouts how long calls may take
 * @param pace how often and how fast tasks are looked at
 */
public record DroveSettings(
    List<URI> endpoints,
    @Nullable Credentials credentials,
    boolean insecure,
    String appName,
    OperationSpec operation,
    Timeouts timeouts,
    Pace pace) {

  public DroveSettings {
    endpoints = List.copyOf(endpoints);
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(pace, "pace");
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("Drove needs at least one endpoint");
    }
    if (appName.isBlank()) {
      throw new IllegalArgumentException("Epoch's app name on Drove is missing");
    }
    for (URI endpoint : endpoints) {
      String scheme = endpoint.getScheme();
      if (endpoint.getHost() == null
          || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
        throw new IllegalArgumentException("not an http or https address of Drove: " + endpoint);
      }
    }
  }

  /** No credentials, default times. */
  public static DroveSettings of(List<URI> endpoints, String appName) {
    return new DroveSettings(
        endpoints,
        null,
        false,
        appName,
        OperationSpec.standard(),
        Timeouts.standard(),
        Pace.standard());
  }

  /** The same with other credentials. */
  public DroveSettings with(Credentials newCredentials) {
    return new DroveSettings(
        endpoints, newCredentials, insecure, appName, operation, timeouts, pace);
  }

  /** The same with other time-outs. */
  public DroveSettings with(Timeouts newTimeouts) {
    return new DroveSettings(
        endpoints, credentials, insecure, appName, operation, newTimeouts, pace);
  }

  /** The same with another pace. */
  public DroveSettings with(Pace newPace) {
    return new DroveSettings(
        endpoints, credentials, insecure, appName, operation, timeouts, newPace);
  }

  /** Who Epoch is on Drove. */
  public record Credentials(String username, String password) {

    /** Leaves the password out: settings get logged. */
    @Override
    public String toString() {
      return "Credentials[username=" + username + "]";
    }
  }

  /**
   * How long calls may take.
   *
   * @param connect to connect
   * @param call a whole call but a download; must be shorter than the ZooKeeper session
   *     (correctness.md, rule 3)
   * @param leaderCheck how long a controller is taken for the leader without asking it again
   */
  public record Timeouts(Duration connect, Duration call, Duration leaderCheck) {

    public Timeouts {
      positive(connect, "connect");
      positive(call, "call");
      positive(leaderCheck, "leaderCheck");
    }

    /** 2 s, 5 s, 5 s. */
    public static Timeouts standard() {
      return new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
  }

  /**
   * How often and how fast tasks are looked at.
   *
   * @param event time between two looks at the events feed; an end is noticed within about this
   *     time
   * @param sweep time between two comparisons with the list of all active tasks
   * @param firstLook how long a new watch waits for an event before its task is looked up; Drove
   *     does not know a task for half a second after it took it
   * @param away how long Drove may give no good answer before the watches hear that it is away
   * @param eventPage events asked for at once
   * @param lookupsPerSecond single look-ups per second of tasks that did not end; those that ended
   *     are looked up at once
   * @param concurrentLookups single look-ups at a time
   */
  public record Pace(
      Duration event,
      Duration sweep,
      Duration firstLook,
      Duration away,
      int eventPage,
      int lookupsPerSecond,
      int concurrentLookups) {

    public Pace {
      positive(event, "event");
      positive(sweep, "sweep");
      positive(firstLook, "firstLook");
      positive(away, "away");
      if (eventPage < 1 || lookupsPerSecond < 1 || concurrentLookups < 1) {
        throw new IllegalArgumentException("sizes and rates must be positive");
      }
    }

    /** Events each second, the list each 30 s, 100 look-ups a second, 16 at a time. */
    public static Pace standard() {
      return new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMillis(700),
          Duration.ofSeconds(5),
          1024,
          100,
          16);
    }
  }

  private static void positive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
