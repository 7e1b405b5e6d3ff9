package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a field of the form is in the document. */
public interface Meaning {

  /** What the field says. */
  String read(ObjectNode root);

  /**
   * Has the field say something else; nothing is changed but what that means.
   *
   * @throws IllegalArgumentException if it cannot say that, with why
   */
  void write(ObjectNode root, String text);

  /**
   * One place in the document.
   *
   * @param place where
   * @param value how it is written
   */
  record Plain(JsonPlace place, Value value) implements Meaning {
    @Override
    public String read(ObjectNode root) {
      return value.read(place.in(root));
    }

    @Override
    public void write(ObjectNode root, String text) {
      JsonNode node = value.write(place.in(root), text);
      if (node == null) {
        place.remove(root);
      } else {
        place.put(root, node);
      }
    }
  }
}
