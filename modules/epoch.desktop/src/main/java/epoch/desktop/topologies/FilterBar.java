package epoch.desktop.topologies;

import epoch.desktop.settings.Store;
import epoch.desktop.window.StateIcon;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What to look for: a text, one of the usual questions, or a filter that was saved. */
final class FilterBar extends HBox {

  private final TopologiesViewModel model;
  private final Store store;
  private final MenuButton saved = new MenuButton("Saved filters");

  FilterBar(TopologiesViewModel model, TextField filter, Store store) {
    super(8);
    this.model = model;
    this.store = store;
    getStyleClass().add("filter-bar");
    filter.setId("filter");
    filter.setPromptText("Name, image, label, owner or state   ( / )");
    filter.setAccessibleText("Filter");
    filter.setPrefColumnCount(24);
    filter.textProperty().bindBidirectional(model.filterProperty());
    getChildren().add(filter);
    for (Quick quick : Quick.values()) {
      getChildren().add(toggle(quick));
    }
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    saved.setId("saved");
    saved.setMinWidth(USE_PREF_SIZE);
    store.settingsProperty().subscribe(_ -> fill());
    model.filterProperty().subscribe(_ -> fill());
    model.quickProperty().subscribe(_ -> fill());
    getChildren().addAll(gap, saved);
  }

  private ToggleButton toggle(Quick quick) {
    ToggleButton button = new ToggleButton();
    button.setId("quick-" + quick.name().toLowerCase(Locale.ROOT));
    button.getStyleClass().add("quick");
    button.setMinWidth(USE_PREF_SIZE);
    quick.look().ifPresent(look -> button.setGraphic(new StateIcon(look)));
    model
        .countsProperty()
        .subscribe(counts -> {
          int count = counts.getOrDefault(quick, 0);
          button.setText("%s  %,d".formatted(quick.word(), count));
        });
    model.quickProperty().subscribe(now -> button.setSelected(now == quick));
    button.setOnAction(_ -> {
      model.quickProperty().set(quick);
      button.setSelected(true);
    });
    return button;
  }

  private void fill() {
    saved.getItems().clear();
    Map<String, String> filters = new TreeMap<>(store.settings().filters());
    filters.forEach((name, text) -> {
      MenuItem item = new MenuItem(name);
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> use(text));
      saved.getItems().add(item);
    });
    if (!filters.isEmpty()) {
      saved.getItems().add(new SeparatorMenuItem());
    }
    String name = name();
    MenuItem keep = new MenuItem("Save this filter as “" + name + "”");
    keep.setMnemonicParsing(false);
    keep.setDisable(name.isEmpty());
    keep.setOnAction(
        _ -> change(name, model.quickProperty().get() + " " + model.filterProperty().get()));
    MenuItem forget = new MenuItem("Forget “" + name + "”");
    forget.setMnemonicParsing(false);
    forget.setDisable(!filters.containsKey(name));
    forget.setOnAction(_ -> change(name, ""));
    saved.getItems().addAll(keep, forget);
  }

  private String name() {
    Quick quick = model.quickProperty().get();
    String text = model.filterProperty().get().strip();
    return quick == Quick.ALL ? text : (quick.word() + " " + text).strip();
  }

  private void use(String text) {
    int blank = text.indexOf(' ');
    for (Quick quick : Quick.values()) {
      if (quick.name().equals(text.substring(0, Math.max(0, blank)))) {
        model.quickProperty().set(quick);
      }
    }
    model.filterProperty().set(text.substring(blank + 1));
  }

  private void change(String name, String text) {
    store.change(settings -> {
      Map<String, String> filters = new HashMap<>(settings.filters());
      if (text.isEmpty()) {
        filters.remove(name);
      } else {
        filters.put(name, text);
      }
      return settings.withFilters(filters);
    });
  }
}
