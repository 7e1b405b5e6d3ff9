package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Who is told how a run ended. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownNotify.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = MailNotify.class, name = "MAIL"),
  @JsonSubTypes.Type(value = NoNotify.class, name = "BLACKHOLE")
})
@JsonIgnoreProperties("type")
public sealed interface Notify permits MailNotify, NoNotify, UnknownNotify {}
