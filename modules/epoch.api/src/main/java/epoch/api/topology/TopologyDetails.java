package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A topology as it is stored and answered.
 *
 * @param id its id, which is its name
 * @param topology what the operator wrote
 * @param state whether it fires
 * @param created when it was created
 * @param updated when it or its state was last changed
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TopologyDetails(
    String id,
    Topology topology,
    TopologyState state,
    Instant created,
    Instant updated,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields) {

  public TopologyDetails {
    id = Objects.requireNonNullElse(id, "");
    created = Frozen.timeOrZero(created);
    updated = Frozen.timeOrZero(updated);
    Objects.requireNonNull(topology, "topology is missing");
    state = Objects.requireNonNullElse(state, TopologyState.UNRECOGNISED);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** The same in another state. */
  public TopologyDetails withState(TopologyState newState, Instant now) {
    return new TopologyDetails(id, topology, newState, created, now, unknownFields);
  }

  /** The same after an edit. */
  public TopologyDetails withTopology(Topology edited, Instant now) {
    return new TopologyDetails(id, edited, state, created, now, unknownFields);
  }
}
