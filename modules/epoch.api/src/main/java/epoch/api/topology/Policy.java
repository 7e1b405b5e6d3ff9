package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Durations;
import epoch.api.json.Frozen;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a topology wants to be treated; each part is optional.
 *
 * @param catchUp what happens after an outage; absent: {@code LATEST}
 * @param catchUpWindow how far back that reaches, in the grammar of {@link Durations}; absent: 1
 *     hour
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record Policy(
    @Nullable CatchUp catchUp,
    @Nullable String catchUpWindow,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public Policy {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** How far back catching up reaches where the policy does not say. */
  public static final Duration DEFAULT_CATCH_UP_WINDOW = Duration.ofHours(1);

  /** The policy of a topology that has none. */
  public static Policy standard() {
    return new Policy(null, null, Map.of());
  }

  /** What happens after an outage, the default applied. */
  public CatchUp effectiveCatchUp() {
    return catchUp == null ? CatchUp.LATEST : catchUp;
  }

  /**
   * How far back catching up reaches, the default applied.
   *
   * @throws IllegalArgumentException if the window is no duration, which validation refuses
   */
  public Duration effectiveCatchUpWindow() {
    return catchUpWindow == null ? DEFAULT_CATCH_UP_WINDOW : Durations.parse(catchUpWindow);
  }
}
