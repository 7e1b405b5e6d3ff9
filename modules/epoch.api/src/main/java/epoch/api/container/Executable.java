package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a container runs. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownExecutable.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = DockerExecutable.class, name = "DOCKER"),
  @JsonSubTypes.Type(value = CommandExecutable.class, name = "COMMAND")
})
@JsonIgnoreProperties("type")
public sealed interface Executable permits DockerExecutable, CommandExecutable, UnknownExecutable {}
