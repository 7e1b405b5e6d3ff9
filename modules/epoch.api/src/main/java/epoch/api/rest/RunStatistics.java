package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * How the runs of a topology went, over those that are kept. Durations are those of successful
 * runs, in milliseconds; absent if there are none.
 *
 * @param runs how many ended, skipped ones included
 * @param successful how many were done
 * @param failed how many failed
 * @param skipped how many were not run
 * @param shortest the shortest
 * @param median half took no longer
 * @param p95 95 of 100 took no longer
 * @param longest the longest
 */
public record RunStatistics(
    int runs,
    int successful,
    int failed,
    int skipped,
    @Nullable Long shortest,
    @Nullable Long median,
    @Nullable Long p95,
    @Nullable Long longest) {}
