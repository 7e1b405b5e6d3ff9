package epoch.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One field in which two versions of a topology differ.
 *
 * @param path where, such as {@code task.env.LEVEL} or {@code task.tasks[1].args[0]}
 * @param before what was there; absent if nothing was
 * @param after what is there; absent if nothing is
 */
public record Difference(String path, @Nullable JsonNode before, @Nullable JsonNode after) {}
