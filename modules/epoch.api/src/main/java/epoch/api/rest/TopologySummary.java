package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Frozen;
import epoch.api.json.Json;
import epoch.api.topology.TopologyState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A topology in short and where it stands, one flat object in JSON: a row of a list.
 *
 * @param outline the topology in short
 * @param standing where it stands
 */
public record TopologySummary(@JsonUnwrapped Outline outline, @JsonUnwrapped Standing standing) {

  /**
   * Takes the flat object apart.
   *
   * @throws JsonProcessingException if it is no row
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TopologySummary of(ObjectNode flat) throws JsonProcessingException {
    return new TopologySummary(Json.read(flat, Outline.class), Json.read(flat, Standing.class));
  }

  /** Its id, which is its name. */
  public String id() {
    return outline.id();
  }

  /**
   * What a topology says, in short.
   *
   * @param id its id, which is its name
   * @param state whether it fires
   * @param created when it was created
   * @param updated when it or its state was last changed
   * @param type the type of its task: {@code CONTAINER_EXECUTION}, {@code COMPOSITE} or another
   * @param what its image or command on one line; of a composite the first, and how many more
   * @param trigger when it fires
   * @param owner who answers for it
   * @param description what it is for
   * @param labels for searching and grouping
   */
  public record Outline(
      String id,
      TopologyState state,
      Instant created,
      Instant updated,
      String type,
      @Nullable String what,
      When trigger,
      @Nullable String owner,
      @Nullable String description,
      @Nullable Map<String, String> labels) {

    public Outline {
      id = Objects.requireNonNullElse(id, "");
      state = Objects.requireNonNullElse(state, TopologyState.UNRECOGNISED);
      created = Frozen.timeOrZero(created);
      updated = Frozen.timeOrZero(updated);
      type = Objects.requireNonNullElse(type, "");
      trigger = Objects.requireNonNullElse(trigger, new When("", null, null, null));
      labels = Frozen.map(labels);
    }
  }

  /**
   * A trigger in short.
   *
   * @param type {@code CRON}, {@code AT}, {@code EVERY}, or {@code ANY_OF} where there are several
   * @param timeSpec the cron expression
   * @param time the moment
   * @param interval the distance of an {@code EVERY}
   */
  public record When(
      String type, @Nullable String timeSpec, @Nullable Instant time, @Nullable String interval) {}
}
