package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Asks that nothing fires and nothing is created.
 *
 * @param reason why; needed
 */
public record HoldRequest(@Nullable String reason) {}
