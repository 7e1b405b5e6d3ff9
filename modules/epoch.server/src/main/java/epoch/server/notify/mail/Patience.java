package epoch.server.notify.mail;

import java.time.Duration;

/**
 * How long and how often delivery is tried.
 *
 * @param room how many letters wait at most; when there are more, the oldest is dropped
 * @param life how long a letter is tried
 * @param firstPause the pause after the first failure; doubled with each further one
 * @param maxPause the longest pause
 * @param attempt how long one try may take as a whole
 * @param farewell how long the closing node waits for letters to go out
 */
record Patience(
    int room,
    Duration life,
    Duration firstPause,
    Duration maxPause,
    Duration attempt,
    Duration farewell) {

  static Patience standard() {
    return new Patience(
        1_000,
        Duration.ofMinutes(30),
        Duration.ofSeconds(5),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1));
  }

  /** The pause after so many failures in a row, from 1. */
  Duration pause(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 16));
    return pause.compareTo(maxPause) < 0 ? pause : maxPause;
  }
}
