package epoch.desktop;

import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextInputControl;

/** A test that fills in forms; nodes are named by their id. */
abstract class FormWindow extends WindowTest {

  String text(String id) {
    return screen.on(() -> robot.lookup("#" + id).queryAs(TextInputControl.class).getText());
  }

  boolean there(String id) {
    return robot.lookup("#" + id).tryQuery().filter(Node::isVisible).isPresent();
  }

  void fill(String id, String said) {
    screen.on(() -> {
      TextInputControl field = robot.lookup("#" + id).queryAs(TextInputControl.class);
      field.requestFocus();
      field.setText(said);
      return field;
    });
  }

  /** Chooses what is called that. */
  void choose(String id, String word) {
    screen.on(() -> {
      ChoiceBox<?> box = robot.lookup("#" + id).queryAs(ChoiceBox.class);
      box.requestFocus();
      choose(box, word);
      return box;
    });
  }

  private static <T> void choose(ChoiceBox<T> box, String word) {
    box.setValue(
        box.getItems().stream()
            .filter(item -> box.getConverter().toString(item).equals(word))
            .findFirst()
            .orElseThrow(() -> new AssertionError(word + " is not offered")));
  }

  void press(String id) {
    screen.on(() -> {
      button(id).fire();
      return id;
    });
  }

  void mark(String id) {
    screen.on(() -> {
      robot.lookup("#" + id).queryAs(CheckBox.class).fire();
      return id;
    });
  }
}
