package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log files on the executor, rotated.
 *
 * @param maxSize size of a file, such as {@code 10m}
 * @param maxFiles number of files kept
 * @param compress whether rotated files are compressed
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record LocalLogging(
    @Nullable String maxSize,
    @Nullable Integer maxFiles,
    @Nullable Boolean compress,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Logging {

  public LocalLogging {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** What Epoch gives by default: three files of 10 MB, compressed. */
  public static LocalLogging standard() {
    return new LocalLogging("10m", 3, true, Map.of());
  }
}
