package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one leadership followed on another.
 *
 * @param number of the leadership that began
 * @param from the member that had led; absent if none is known
 * @param to the member that leads
 * @param at when the new leader began to act
 * @param gap milliseconds in which nobody acted, as far as the old leader's signs of life tell
 * @param caughtUp fire times of the gap that were run late
 * @param skipped fire times of the gap that were skipped
 * @param missed fire times of the gap that were missed
 * @param runsAdopted runs that the new leader goes on with
 * @param orphans tasks of Epoch on Drove that no run knows
 */
public record FailoverReport(
    int number,
    @Nullable String from,
    String to,
    Instant at,
    long gap,
    long caughtUp,
    long skipped,
    long missed,
    int runsAdopted,
    int orphans) {}
