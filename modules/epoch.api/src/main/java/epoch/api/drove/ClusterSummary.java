package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster of Drove has and uses.
 *
 * @param leader {@code host:port} of the controller that leads
 * @param state {@code NORMAL} or {@code MAINTENANCE}
 * @param numExecutors executors
 * @param numApplications applications
 * @param numActiveApplications running applications
 * @param numActiveTasks running tasks
 * @param freeCores cores
 * @param usedCores cores
 * @param totalCores cores
 * @param freeMemory MB
 * @param usedMemory MB
 * @param totalMemory MB
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record ClusterSummary(
    @Nullable String leader,
    @Nullable String state,
    int numExecutors,
    int numApplications,
    int numActiveApplications,
    int numActiveTasks,
    long freeCores,
    long usedCores,
    long totalCores,
    long freeMemory,
    long usedMemory,
    long totalMemory,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public ClusterSummary {
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }
}
