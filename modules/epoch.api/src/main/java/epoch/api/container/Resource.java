package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a container is given of the machine. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownResource.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Cpu.class, name = "CPU"),
  @JsonSubTypes.Type(value = Memory.class, name = "MEMORY")
})
@JsonIgnoreProperties("type")
public sealed interface Resource permits Cpu, Memory, UnknownResource {}
