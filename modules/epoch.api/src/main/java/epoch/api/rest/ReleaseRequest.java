package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Asks that the world goes on.
 *
 * @param heldFires what becomes of the fire times that were held back: {@code RUN}, {@code LATEST}
 *     or {@code SKIP}
 */
public record ReleaseRequest(@Nullable String heldFires) {}
