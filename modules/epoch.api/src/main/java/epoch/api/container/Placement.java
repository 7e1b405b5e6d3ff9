package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** On which executors of Drove a container may run. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownPlacement.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = AnyHost.class, name = "ANY"),
  @JsonSubTypes.Type(value = OnePerHost.class, name = "ONE_PER_HOST"),
  @JsonSubTypes.Type(value = MaxPerHost.class, name = "MAX_N_PER_HOST"),
  @JsonSubTypes.Type(value = MatchTag.class, name = "MATCH_TAG"),
  @JsonSubTypes.Type(value = NoTag.class, name = "NO_TAG"),
  @JsonSubTypes.Type(value = RuleBased.class, name = "RULE_BASED"),
  @JsonSubTypes.Type(value = CompositePlacement.class, name = "COMPOSITE"),
  @JsonSubTypes.Type(value = LocalPlacement.class, name = "LOCAL")
})
@JsonIgnoreProperties("type")
public sealed interface Placement
    permits AnyHost,
        OnePerHost,
        MaxPerHost,
        MatchTag,
        NoTag,
        RuleBased,
        CompositePlacement,
        LocalPlacement,
        UnknownPlacement {

  /**
   * No wishes: what Drove is told where a task says nothing, because it answers a task without
   * placement by an error.
   */
  static Placement any() {
    return new AnyHost(Map.of());
  }
}
