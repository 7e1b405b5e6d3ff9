package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;

/**
 * Tells by mail.
 *
 * @param emails addresses
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record MailNotify(
    List<String> emails, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Notify {

  public MailNotify {
    emails = Frozen.listOrEmpty(emails);
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** Mail to these addresses. */
  public static MailNotify to(List<String> emails) {
    return new MailNotify(emails, Map.of());
  }
}
