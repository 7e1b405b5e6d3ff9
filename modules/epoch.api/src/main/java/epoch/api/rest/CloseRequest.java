package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Decides about a run that is stuck.
 *
 * @param as {@code SUCCEEDED}, {@code FAILED} or {@code FORGET}
 * @param reason why; needed
 */
public record CloseRequest(@Nullable String as, @Nullable String reason) {}
