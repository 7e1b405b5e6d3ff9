package epoch.server.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes the key of an item as text that callers hand back, and reads it. */
final class Cursor {
  private static final int LONGEST = 4_000;

  private Cursor() {}

  /**
   * The text.
   *
   * @param sort the order to which the key belongs
   */
  static String write(String sort, Key key) {
    ObjectNode all = Json.object();
    all.put("s", sort);
    all.put("r", key.rank());
    all.put("a", key.absent());
    all.put("n", key.number());
    all.put("t", key.text());
    all.put("i", key.id());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(all));
  }

  /**
   * The key.
   *
   * @throws Refusal if the text is none that was written for this order
   */
  static Key read(String sort, String text) {
    try {
      if (text.length() > LONGEST) {
        throw invalid();
      }
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
      JsonNode all = Json.read(bytes, JsonNode.class);
      if (!all.path("s").asText().equals(sort)
          || !all.path("r").isInt()
          || !all.path("a").isBoolean()
          || !all.path("n").isIntegralNumber()
          || !all.path("n").canConvertToLong()
          || !all.path("t").isTextual()
          || !all.path("i").isTextual()) {
        throw invalid();
      }
      return new Key(
          all.get("r").intValue(),
          all.get("a").booleanValue(),
          all.get("n").longValue(),
          all.get("t").textValue(),
          all.get("i").textValue());
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw invalid();
    }
  }

  private static Refusal invalid() {
    return new Refusal(
        Kind.INVALID,
        "Command validation failure",
        List.of("after: is not where a page of this list begins"));
  }
}
