package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a task that fails is tried again. Each attempt is a task of its own on Drove.
 *
 * @param maxAttempts how many attempts in all, 1 to 20; absent: {@value #DEFAULT_ATTEMPTS}
 * @param backoff how long to wait before the second attempt, in the grammar of {@link Durations};
 *     doubled before each further one, and varied by up to a fifth; absent: 30 s
 * @param maxBackoff how long to wait at most; absent: 10 minutes
 * @param on which ends are worth another attempt; absent: {@code FAILED} and {@code TIMEOUT}
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Retry(
    @Nullable Integer maxAttempts,
    @Nullable String backoff,
    @Nullable String maxBackoff,
    @Nullable List<RetryOn> on,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  /** How many attempts in all where the topology does not say. */
  public static final int DEFAULT_ATTEMPTS = 3;

  private static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(30);
  private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMinutes(10);
  private static final List<RetryOn> DEFAULT_ON = List.of(RetryOn.FAILED, RetryOn.TIMEOUT);

  public Retry {
    on = Frozen.list(on);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** So many attempts, with this wait before the second. */
  public static Retry of(int maxAttempts, String backoff) {
    return new Retry(maxAttempts, backoff, null, null, Map.of());
  }

  /** How many attempts in all. */
  public int attempts() {
    return maxAttempts == null ? DEFAULT_ATTEMPTS : maxAttempts;
  }

  /** Whether a task that ended so is tried again, if attempts are left. */
  public boolean covers(RetryOn end) {
    return (on == null ? DEFAULT_ON : on).contains(end);
  }

  /**
   * How long to wait after an attempt, before it is varied.
   *
   * @param failed how many attempts have failed, from 1
   */
  public Duration pauseAfter(int failed) {
    Duration most = Durations.understood(maxBackoff).orElse(DEFAULT_MAX_BACKOFF);
    Duration pause = Durations.understood(backoff).orElse(DEFAULT_BACKOFF);
    for (int i = 1; i < failed && pause.compareTo(most) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
