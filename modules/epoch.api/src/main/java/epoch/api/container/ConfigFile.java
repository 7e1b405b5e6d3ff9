package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A file that is put into the container before it starts. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownConfig.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = InlineConfig.class, name = "INLINE"),
  @JsonSubTypes.Type(value = ExecutorFileConfig.class, name = "EXECUTOR_LOCAL_FILE"),
  @JsonSubTypes.Type(value = ControllerFetchConfig.class, name = "CONTROLLER_HTTP_FETCH"),
  @JsonSubTypes.Type(value = ExecutorFetchConfig.class, name = "EXECUTOR_HTTP_FETCH")
})
@JsonIgnoreProperties("type")
public sealed interface ConfigFile
    permits InlineConfig,
        ExecutorFileConfig,
        ControllerFetchConfig,
        ExecutorFetchConfig,
        UnknownConfig {}
