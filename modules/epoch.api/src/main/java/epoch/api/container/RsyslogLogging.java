package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Output that goes to a syslog server.
 *
 * @param server address of the server, such as {@code udp://log:514}
 * @param tagPrefix put before the tag
 * @param tagSuffix put behind the tag
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record RsyslogLogging(
    @Nullable String server,
    @Nullable String tagPrefix,
    @Nullable String tagSuffix,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Logging {

  public RsyslogLogging {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
