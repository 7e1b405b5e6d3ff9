package epoch.api.rest;

import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a trigger fires.
 *
 * @param words the schedule in words
 * @param zone the zone in which it is meant
 * @param fires the next fire times; fewer than asked for if it does not fire again
 * @param warnings what changes of the clock do to them
 */
public record SchedulePreview(String words, String zone, List<Fire> fires, List<Warning> warnings) {

  public SchedulePreview {
    fires = Frozen.listOrEmpty(fires);
    warnings = Frozen.listOrEmpty(warnings);
  }

  /**
   * A fire time.
   *
   * @param time the moment
   * @param local in the trigger's zone, ISO 8601 with offset
   * @param other in the second zone; absent if none was named
   * @param closed which calendar is closed then; absent: none is
   * @param runsAt when it is run instead, because its calendars are open again; absent: it is not
   */
  public record Fire(
      Instant time,
      String local,
      @Nullable String other,
      @Nullable String closed,
      @Nullable Instant runsAt) {
    /** No calendar is closed. */
    public Fire(Instant time, String local, @Nullable String other) {
      this(time, local, other, null, null);
    }
  }

  /**
   * What a change of the clock does to a fire time.
   *
   * @param time the fire time
   * @param message for people
   */
  public record Warning(Instant time, String message) {}
}
