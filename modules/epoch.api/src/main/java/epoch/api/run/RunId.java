package epoch.api.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The id of a run: {@code ESR-} (scheduled) or {@code EIR-} (instant) and its time as {@code
 * yyyy-MM-dd-HH-mm-ss-SSS}, always in UTC, so that no two fire times share an id.
 *
 * @param type why there is a run
 * @param time its fire time, or when it was asked for; to the millisecond, years 0 to 9999
 */
public record RunId(RunType type, Instant time) {

  /** How many characters an id has. */
  public static final int LENGTH = 27;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss-SSS", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public RunId {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new IllegalArgumentException("a run id cannot say the time " + time);
    }
  }

  /**
   * Reads an id.
   *
   * @param text such as {@code ESR-2026-11-24-02-43-06-672}
   * @return the id, or nothing if the text is none
   */
  public static Optional<RunId> parse(String text) {
    RunType type =
        text.startsWith("ESR-")
            ? RunType.SCHEDULED
            : text.startsWith("EIR-") ? RunType.INSTANT : null;
    if (type == null || text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RunId(type, TIME.parse(text.substring(4), Instant::from)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * The id on Drove of a task of this run: {@code {topologyId}-{runId}-{taskName}}, with {@code
   * -a{n}} for the attempts after the first.
   *
   * @param attempt from 1
   */
  public String taskId(String topologyId, String taskName, int attempt) {
    return topologyId + "-" + this + "-" + taskName + (attempt > 1 ? "-a" + attempt : "");
  }

  /**
   * The id of the same run where its own is taken: Epoch 1.14 named runs by local time, so that one
   * of another time may have it.
   */
  public RunId beside() {
    return new RunId(type, time.plusMillis(1));
  }

  /** The id as text. */
  @Override
  public String toString() {
    return (type == RunType.SCHEDULED ? "ESR-" : "EIR-") + TIME.format(time);
  }
}
