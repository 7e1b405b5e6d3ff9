package epoch.desktop.runs;

import epoch.desktop.words.Plain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The logs of a run in tabs, with one line of tools above. */
final class LogsView extends VBox {

  private static final double LINE = 18;

  private final LogsViewModel model;
  private final TabPane tabs = new TabPane();
  private final Map<LogTab, Tab> byLog = new HashMap<>();
  private final Map<LogTab, ListView<LogLine>> lists = new HashMap<>();
  private final TextField search = new TextField();
  private final Label found = new Label();
  private final Label state = new Label();
  private final Button fresh = new Button("New lines");
  private final ToggleButton follow = new ToggleButton("Follow");
  private final Button earlier = new Button("Load earlier");
  private final Button later = new Button("Load later");
  private final BooleanProperty wrap = new SimpleBooleanProperty(false);

  LogsView(LogsViewModel model) {
    this.model = model;
    getStyleClass().add("logs");
    tabs.setId("log-tabs");
    tabs.getStyleClass().add("dense-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    VBox.setVgrow(tabs, Priority.ALWAYS);
    getChildren().addAll(tools(), tabs);
    model
        .tabs()
        .addListener(
            (ListChangeListener<LogTab>)
                change -> {
                  while (change.next()) {
                    change.getAddedSubList().forEach(this::add);
                    change.getRemoved().forEach(this::remove);
                  }
                  // The tab pane selects by itself what comes first.
                  select(model.selectedProperty().get());
                });
    model.selectedProperty().subscribe(this::select);
    tabs.getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, now) ->
            byLog.forEach((log, tab) -> {
              if (tab.equals(now) && model.tabs().contains(log)) {
                model.selectedProperty().set(Optional.of(log));
              }
            }));
    model
        .problemProperty()
        .subscribe(text -> {
          if (!text.isEmpty()) {
            state.textProperty().unbind();
            state.setText(text);
          }
        });
  }

  private HBox tools() {
    Label title = new Label("Log");
    title.getStyleClass().add("heading");
    search.setId("log-search");
    search.setPromptText("Find   ( / )");
    search.setAccessibleText("Find in the log");
    search.setOnAction(_ -> next(1));
    found.getStyleClass().add("muted");
    Button error = new Button("Next error  ]");
    error.setMnemonicParsing(false);
    error.setOnAction(_ -> nextError(1));
    follow.setOnAction(
        _ -> current().ifPresent(tab -> tab.followProperty().set(follow.isSelected())));
    ToggleButton wraps = new ToggleButton("Wrap");
    wraps.selectedProperty().bindBidirectional(wrap);
    wrap.addListener((_, _, _) -> lists.values().forEach(this::wrapped));
    earlier.setOnAction(_ -> current().ifPresent(LogTab::earlier));
    later.setOnAction(_ -> current().ifPresent(LogTab::later));
    later.setVisible(false);
    later.setManaged(false);
    fresh.getStyleClass().add("accent");
    fresh.setVisible(false);
    fresh.setOnAction(_ -> follow(true));
    state.setId("log-state");
    state.getStyleClass().add("muted");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar =
        new HBox(8, title, search, found, error, earlier, later, gap, fresh, state, wraps, follow);
    for (Region region : List.of(title, found, error, earlier, later, fresh, wraps, follow)) {
      region.setMinWidth(USE_PREF_SIZE);
    }
    search.setMinWidth(140);
    bar.getStyleClass().add("log-tools");
    return bar;
  }

  /** Lines of one height are drawn far faster, and that is all of them unless they are wrapped. */
  private void wrapped(ListView<LogLine> list) {
    list.setFixedCellSize(wrap.get() ? Region.USE_COMPUTED_SIZE : LINE);
    list.refresh();
  }

  private Optional<LogTab> current() {
    return model.selectedProperty().get();
  }

  private void add(LogTab log) {
    ListView<LogLine> list = new ListView<>(log.lines());
    list.getStyleClass().add("log");
    wrapped(list);
    list.setAccessibleText("Log of " + Plain.line(log.title()));
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(_ ->
        new LogCell(
            () -> log.searchProperty().get(), () -> log.currentProperty().get(), wrap::get));
    Tab tab = new Tab(Plain.line(log.title()), list);
    tab.setOnClosed(_ -> model.close(log));
    byLog.put(log, tab);
    lists.put(log, list);
    log.lines().addListener((ListChangeListener<LogLine>) _ -> grown(log, list));
    log.currentProperty()
        .subscribe(at -> {
          list.refresh();
          if (at.intValue() >= 0) {
            list.getSelectionModel().clearAndSelect(at.intValue());
            inSight(log, list);
          }
        });
    // The list gets its height, and another with each divider that is moved, after it has lines.
    list.heightProperty().addListener((_, _, _) -> inSight(log, list));
    log.searchProperty().subscribe(_ -> list.refresh());
    log.stateProperty().subscribe(_ -> ends(log));
    list.setOnScroll(scroll -> {
      if (scroll.getDeltaY() > 0) {
        log.followProperty().set(false);
      }
    });
    tabs.getTabs().add(tab);
  }

  /** Offers what can be read beyond the lines that are loaded. */
  private void ends(LogTab log) {
    if (current().filter(log::equals).isPresent()) {
      earlier.setDisable(!log.window().hasEarlier());
      later.setVisible(log.window().hasLater());
      later.setManaged(log.window().hasLater());
    }
  }

  /** Brings the line that is pointed out into sight, or the end of a log that is followed. */
  private static void inSight(LogTab log, ListView<LogLine> list) {
    // Once the list itself has taken note of new lines and of its height.
    Platform.runLater(() -> {
      int at = log.currentProperty().get();
      if (at >= 0) {
        bring(list, Math.max(0, at - 5));
      } else if (log.followProperty().get()) {
        bring(list, list.getItems().size() - 1);
      }
    });
  }

  /** Twice, for a long line may bring a bar along, which then lies on the last line. */
  private static void bring(ListView<LogLine> list, int index) {
    list.scrollTo(index);
    list.layout();
    list.scrollTo(index);
  }

  private void grown(LogTab log, ListView<LogLine> list) {
    if (log.followProperty().get() && log.currentProperty().get() < 0) {
      inSight(log, list);
    } else if (current().filter(log::equals).isPresent()) {
      fresh.setVisible(log.stateProperty().get().contains("following"));
    }
  }

  private void remove(LogTab log) {
    tabs.getTabs().remove(byLog.remove(log));
    lists.remove(log);
  }

  private void select(Optional<LogTab> selected) {
    found.textProperty().unbind();
    state.textProperty().unbind();
    follow.setSelected(false);
    selected
        .filter(byLog::containsKey)
        .ifPresent(log -> {
          tabs.getSelectionModel().select(byLog.get(log));
          search.setText(log.searchProperty().get());
          found.textProperty().bind(log.foundProperty());
          state.textProperty().bind(log.stateProperty());
          follow.setSelected(log.followProperty().get());
          ends(log);
          log.followProperty()
              .subscribe(on -> {
                if (current().filter(log::equals).isPresent()) {
                  follow.setSelected(on);
                }
              });
          search
              .textProperty()
              .subscribe(text -> {
                if (current().filter(log::equals).isPresent()) {
                  log.searchProperty().set(text);
                }
              });
        });
  }

  void find() {
    search.requestFocus();
    search.selectAll();
  }

  boolean finding() {
    return search.isFocused();
  }

  void next(int step) {
    current().ifPresent(tab -> tab.nextMatch(step));
  }

  void nextError(int step) {
    current().ifPresent(tab -> tab.nextError(step));
  }

  void follow(boolean on) {
    current()
        .ifPresent(tab -> {
          tab.followProperty().set(on);
          if (on) {
            tab.currentProperty().set(-1);
            fresh.setVisible(false);
            if (tab.window().hasLater()) {
              tab.end();
            }
            ListView<LogLine> list = lists.get(tab);
            if (list != null && !tab.lines().isEmpty()) {
              list.scrollTo(tab.lines().size() - 1);
            }
          }
        });
  }

  /** Shows the begin of the file. */
  void begin() {
    current()
        .ifPresent(tab -> {
          tab.followProperty().set(false);
          tab.begin();
        });
  }

  /** Stops looking through a file; tells whether there was anything to stop. */
  boolean stopLooking() {
    return current().filter(LogTab::stopLooking).isPresent();
  }

  void toggleFollow() {
    follow(!current().map(tab -> tab.followProperty().get()).orElse(false));
  }

  void toggleWrap() {
    wrap.set(!wrap.get());
  }

  /** Puts the selected lines where other programs find them. */
  void copy() {
    current()
        .map(lists::get)
        .ifPresent(list ->
            copy(
                String.join(
                    "\n",
                    list.getSelectionModel().getSelectedItems().stream()
                        .map(LogLine::text)
                        .toList())));
  }

  /** Puts a text where other programs find it. */
  static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** The task whose log is seen. */
  Optional<String> task() {
    return current().map(LogTab::task);
  }

  /** Does something with the log that is seen. */
  void with(Consumer<LogFile> act) {
    current().map(LogTab::file).ifPresent(act);
  }

  void focusLog() {
    current().map(lists::get).ifPresent(ListView::requestFocus);
  }
}
