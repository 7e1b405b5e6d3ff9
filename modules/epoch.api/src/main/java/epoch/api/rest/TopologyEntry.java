package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.topology.TopologyDetails;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * A topology and where it stands, one flat object in JSON: what Epoch 1.14 answered, and more.
 *
 * @param details the topology
 * @param standing where it stands
 */
public record TopologyEntry(
    @JsonUnwrapped TopologyDetails details, @JsonUnwrapped Standing standing) {

  private static final List<String> STANDING =
      Arrays.stream(Standing.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /**
   * Takes the flat object apart.
   *
   * @throws JsonProcessingException if it is no topology
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TopologyEntry of(ObjectNode flat) throws JsonProcessingException {
    Standing standing = Json.read(flat, Standing.class);
    return new TopologyEntry(
        Json.read(flat.deepCopy().remove(STANDING), TopologyDetails.class), standing);
  }
}
