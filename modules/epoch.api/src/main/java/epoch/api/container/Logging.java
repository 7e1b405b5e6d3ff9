package epoch.api.container;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where the output of a container goes. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownLogging.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = LocalLogging.class, name = "LOCAL"),
  @JsonSubTypes.Type(value = RsyslogLogging.class, name = "RSYSLOG")
})
@JsonIgnoreProperties("type")
public sealed interface Logging permits LocalLogging, RsyslogLogging, UnknownLogging {}
