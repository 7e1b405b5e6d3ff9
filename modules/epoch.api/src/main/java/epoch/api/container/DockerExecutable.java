package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container image.
 *
 * @param url reference of the image, such as {@code registry:5000/team/job:1.2}
 * @param dockerPullTimeout how long a pull may take, in the grammar of {@link Durations}; absent:
 *     what Drove says
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record DockerExecutable(
    String url,
    @Nullable String dockerPullTimeout,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Executable {

  public DockerExecutable {
    url = Objects.requireNonNullElse(url, "");
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** An image with the pull timeout that Epoch gives by default. */
  public static DockerExecutable of(String url) {
    return new DockerExecutable(url, "120 seconds", Map.of());
  }
}
