package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several triggers at once: fires when any of them does, once where two give the same moment. It is
 * the effect of the field {@code triggers}; nobody writes it where a single one belongs.
 *
 * @param triggers the triggers
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record TriggerSet(
    List<Trigger> triggers, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Trigger {

  public TriggerSet {
    triggers =
        Frozen.listOrEmpty(triggers).stream()
            .map(one -> Objects.requireNonNullElseGet(one, UnknownTrigger::missing))
            .toList();
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /**
   * One trigger, or the set of all where there are several.
   *
   * @param one absent ({@link UnknownTrigger#missing}) where there are only the others
   */
  public static Trigger of(Trigger one, @Nullable List<Trigger> others) {
    if (others == null || others.isEmpty()) {
      return one;
    }
    boolean more = !(one instanceof UnknownTrigger none && none.absent());
    List<Trigger> all = more ? Stream.concat(Stream.of(one), others.stream()).toList() : others;
    return all.size() == 1 ? all.getFirst() : new TriggerSet(all, Map.of());
  }
}
