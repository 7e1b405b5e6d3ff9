package epoch.desktop.words;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back one looks. */
public enum Since {
  /** As far as anything is kept. */
  EVER("All that are kept", Duration.ZERO),
  /** An hour. */
  HOUR("Last hour", Duration.ofHours(1)),
  /** A day. */
  DAY("Last 24 hours", Duration.ofDays(1)),
  /** A week. */
  WEEK("Last 7 days", Duration.ofDays(7)),
  /** A month. */
  MONTH("Last 30 days", Duration.ofDays(30));

  private final String word;
  private final Duration length;

  Since(String word, Duration length) {
    this.word = word;
    this.length = length;
  }

  /** When that begins; empty if it has no begin. */
  public Optional<Instant> begin(Instant now) {
    return this == EVER ? Optional.empty() : Optional.of(now.minus(length));
  }

  @Override
  public String toString() {
    return word;
  }
}
