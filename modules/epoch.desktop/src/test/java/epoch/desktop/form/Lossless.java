package epoch.desktop.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A form that wrote what it shows must not change what it was made of. */
public final class Lossless {

  private Lossless() {}

  public static void check(Form form, ObjectNode root) {
    for (Field field : form.fields()) {
      ObjectNode copy = root.deepCopy();
      String said = field.meaning().read(copy);
      if (!said.isEmpty()) {
        field.meaning().write(copy, said);
        assertEquals(root, copy, field.key());
      }
    }
  }
}
