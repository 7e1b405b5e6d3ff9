package epoch.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.util.regex.Pattern;

/**
 * The rule that a mask is no value: {@code ***} stands for a secret where somebody was not to see
 * it, in a document or a form. Stored, it would replace the secret, and the next run would fail for
 * a reason that nobody can see.
 */
final class MaskedSecrets {
  private static final Pattern MASK = Pattern.compile("\\*{3,}");

  private MaskedSecrets() {}

  /** Looks for masks wherever a value may stand. */
  static void check(Object value, Problems problems) {
    look(Json.tree(value), problems);
  }

  private static void look(JsonNode node, Problems problems) {
    problems.addIf(
        node.isTextual() && MASK.matcher(node.asText()).matches(),
        "is a masked secret, not the secret itself");
    node.properties().forEach(field -> look(field.getValue(), problems.at(field.getKey())));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        look(node.get(i), problems.at(i));
      }
    }
  }
}
