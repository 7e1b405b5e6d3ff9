package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Sets the limit of a concurrency group.
 *
 * @param limit how many runs may be in at once, 1 to 10,000
 */
public record GroupRequest(@Nullable Integer limit) {}
