package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of a run.
 *
 * @param reason why, for people
 */
public record KillRequest(@Nullable String reason) {}
