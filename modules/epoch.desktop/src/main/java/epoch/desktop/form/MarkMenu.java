package epoch.desktop.form;

import epoch.desktop.form.Input.Option;
import epoch.desktop.words.Plain;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Any of very many: those that are chosen are written on it, all of them are in its menu. */
final class MarkMenu extends MenuButton {

  /** Hears that one was chosen, or no longer. */
  interface Chosen {
    void mark(String value, boolean chosen);
  }

  private final String name;
  private final List<Option> options;
  private List<String> said = List.of();

  MarkMenu(String name, List<Option> options, Chosen chosen) {
    this.name = name;
    this.options = options;
    setMnemonicParsing(false);
    setMaxWidth(Double.MAX_VALUE);
    setMinWidth(0);
    getStyleClass().add("mark-menu");
    // A menu that is empty does not open; there may be thousands of items in one form otherwise.
    getItems().add(new MenuItem(""));
    setOnShowing(_ -> getItems().setAll(options.stream().map(it -> item(it, chosen)).toList()));
  }

  private CheckMenuItem item(Option option, Chosen chosen) {
    CheckMenuItem item = new CheckMenuItem(Plain.line(option.word()));
    item.setMnemonicParsing(false);
    item.setSelected(said.contains(option.value()));
    item.setOnAction(_ -> chosen.mark(option.value(), item.isSelected()));
    return item;
  }

  /** Those are chosen, one a line. */
  void choose(String lines) {
    said = lines.lines().toList();
    String words =
        options.stream()
            .filter(option -> said.contains(option.value()))
            .map(option -> Plain.line(option.word()))
            .collect(Collectors.joining(", "));
    setText(words.isEmpty() ? "none of %,d".formatted(options.size()) : words);
    setAccessibleText(name + ": " + getText());
  }
}
