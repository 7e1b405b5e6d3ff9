package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** When a topology fires. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownTrigger.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = CronTrigger.class, name = "CRON"),
  @JsonSubTypes.Type(value = AtTrigger.class, name = "AT"),
  @JsonSubTypes.Type(value = EveryTrigger.class, name = "EVERY"),
  @JsonSubTypes.Type(value = TriggerSet.class, name = "ANY_OF")
})
@JsonIgnoreProperties("type")
public sealed interface Trigger
    permits CronTrigger, AtTrigger, EveryTrigger, TriggerSet, UnknownTrigger {}
