package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.json.Frozen;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a topology stands at the moment of the answer.
 *
 * @param revision the number of its latest revision
 * @param words its schedule in words
 * @param timeZone the zone in which its trigger is meant
 * @param nextFire the first fire time that is not accounted for, which lies in the past where it is
 *     late; while the world is held the next one ahead; absent if it does not fire
 * @param lastRun the newest run, active or ended
 * @param outcomes the runs that ended last, the latest first; at most 20
 * @param usual median duration of the last successful runs, milliseconds
 * @param active how many of its runs have not ended
 * @param pause who paused it, if it is paused and that is known
 * @param waitingFor what the newest active run waits for, if it waits
 * @param held true while the world is held and the topology would fire; absent otherwise
 * @param attention why it deserves a look; absent if it does not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Standing(
    int revision,
    String words,
    String timeZone,
    @Nullable Instant nextFire,
    @Nullable LastRun lastRun,
    List<RunOutcome> outcomes,
    @Nullable Long usual,
    int active,
    @Nullable PauseState pause,
    @Nullable String waitingFor,
    @Nullable Boolean held,
    @Nullable Attention attention) {

  public Standing {
    words = Objects.requireNonNullElse(words, "");
    timeZone = Objects.requireNonNullElse(timeZone, "");
    outcomes = Frozen.listOrEmpty(outcomes);
  }

  /** Why a topology deserves a look, the most urgent first. */
  public enum Attention {
    /** Its newest run that ended has failed, and none is under way. */
    FAILED,
    /** Of a task that it runs cannot be told how far it is. */
    UNKNOWN,
    /** A fire time has passed and is not accounted for. */
    LATE,
    /** It runs. */
    RUNNING
  }

  /**
   * The newest run of a topology.
   *
   * @param runId the run
   * @param state how far it is
   * @param runType why there is a run
   * @param created when it was opened
   * @param millis how long it took; absent while it goes on
   */
  public record LastRun(
      String runId,
      RunState state,
      RunType runType,
      @Nullable Instant created,
      @Nullable Long millis) {}

  /**
   * How a run ended.
   *
   * @param runId the run
   * @param state how it ended
   * @param millis how long it took
   */
  public record RunOutcome(String runId, RunState state, long millis) {}

  /**
   * Why a topology does not fire.
   *
   * @param by who paused it
   * @param at since when
   * @param reason why; absent if nobody said
   * @param until when it goes on by itself; absent if it does not
   */
  public record PauseState(
      String by, Instant at, @Nullable String reason, @Nullable Instant until) {}
}
