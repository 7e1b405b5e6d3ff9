package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Answer to a kill.
 *
 * @param success whether it was accepted
 * @param message why, or why not
 */
public record KillAnswer(boolean success, @Nullable String message) {}
