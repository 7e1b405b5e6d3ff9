package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;

/**
 * A page of the feed of events, newest first.
 *
 * @param events the newest events after the time asked for
 * @param lastSyncTime the time to ask from next, epoch milliseconds; it goes back when Drove
 *     changes its leader
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record EventsPage(
    List<ClusterEvent> events,
    long lastSyncTime,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public EventsPage {
    events = Frozen.listOrEmpty(events);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
