package epoch.api.rest;

import epoch.api.topology.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks when a trigger would fire.
 *
 * @param trigger the trigger; needed
 * @param from after when; absent: now
 * @param count how many fire times, 1 to 100; absent: 10
 * @param zone a second zone in which to tell them
 */
public record PreviewRequest(
    @Nullable Trigger trigger,
    @Nullable Instant from,
    @Nullable Integer count,
    @Nullable String zone) {}
