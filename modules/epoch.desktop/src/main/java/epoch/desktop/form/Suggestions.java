package epoch.desktop.form;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What one could mean, below the field while it is typed; Down shows it at any time. */
final class Suggestions {

  private static final int MOST = 8;

  private final TextField field;
  private final List<String> names;
  private final ContextMenu menu = new ContextMenu();
  private boolean choosing;

  private Suggestions(TextField field, List<String> names) {
    this.field = field;
    this.names = names;
  }

  static void of(TextField field, List<String> names) {
    Suggestions suggestions = new Suggestions(field, names);
    field
        .textProperty()
        .addListener((_, _, typed) -> {
          if (field.isFocused() && !suggestions.choosing) {
            suggestions.show(typed);
          }
        });
    field.focusedProperty().subscribe(_ -> suggestions.menu.hide());
    field.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN && !suggestions.menu.isShowing()) {
            event.consume();
            suggestions.show(field.getText());
          }
        });
  }

  private void show(String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    List<String> found =
        names.stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
            .limit(MOST)
            .toList();
    if (found.isEmpty() || found.equals(List.of(typed)) || field.getScene() == null) {
      menu.hide();
      return;
    }
    menu.getItems().setAll(found.stream().map(this::item).toList());
    if (!menu.isShowing()) {
      menu.show(field, Side.BOTTOM, 0, 2);
    }
  }

  private MenuItem item(String name) {
    MenuItem item = new MenuItem(name);
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> {
      choosing = true;
      field.setText(name);
      choosing = false;
      field.end();
    });
    return item;
  }
}
