package epoch.desktop.palette;

import atlantafx.base.controls.ModalPane;
import epoch.desktop.palette.PaletteViewModel.Command;
import epoch.desktop.words.Plain;
import java.util.Optional;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every action and topology by name: type a part of it, Enter does it. */
public final class Palette extends ModalPane {

  private final PaletteViewModel model;
  private final ObservableList<Command> found = FXCollections.observableArrayList();
  private final TextField field = new TextField();
  private final ListView<Command> list = new ListView<>(found);
  private final VBox box = new VBox(field, list);
  private Optional<Node> before = Optional.empty();

  /** For these commands. */
  public Palette(PaletteViewModel model) {
    this.model = model;
    setId("palette");
    setAccessibleText("Palette");
    setInTransitionFactory(null);
    setOutTransitionFactory(null);
    setAlignment(Pos.CENTER);
    field.setId("palette-field");
    field.setPromptText("An action or a topology");
    field.setAccessibleText("An action or a topology");
    field.textProperty().addListener((_, _, text) -> find(text));
    list.setId("palette-list");
    list.setFixedCellSize(34);
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new CommandCell());
    list.setOnMouseClicked(_ -> accept());
    list.setPlaceholder(new Label("Nothing is called so"));
    box.getStyleClass().add("palette");
    box.setMaxSize(620, 420);
    box.setPrefSize(620, 420);
    VBox.setVgrow(list, Priority.ALWAYS);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    displayProperty()
        .addListener((_, _, shown) -> {
          if (!shown) {
            before.ifPresent(Node::requestFocus);
            before = Optional.empty();
          }
        });
  }

  /** Opens it. */
  public void open() {
    before = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
    field.clear();
    find("");
    show(box);
    Platform.runLater(field::requestFocus);
  }

  private void find(String text) {
    found.setAll(model.find(text));
    list.getSelectionModel().selectFirst();
    list.scrollTo(0);
  }

  private void pressed(KeyEvent key) {
    if (key.getCode() == KeyCode.DOWN || key.getCode() == KeyCode.UP) {
      key.consume();
      int at = list.getSelectionModel().getSelectedIndex();
      int to = at + (key.getCode() == KeyCode.DOWN ? 1 : -1);
      if (to >= 0 && to < found.size()) {
        list.getSelectionModel().select(to);
        list.scrollTo(Math.max(0, to - 8));
      }
    } else if (key.getCode() == KeyCode.ENTER) {
      key.consume();
      accept();
    } else if (key.getCode() == KeyCode.ESCAPE) {
      key.consume();
      hide(true);
    }
  }

  private void accept() {
    Command chosen = list.getSelectionModel().getSelectedItem();
    hide(true);
    if (chosen != null) {
      chosen.act().run();
    }
  }

  /** A name and its key. */
  private static final class CommandCell extends ListCell<Command> {
    private final Label name = new Label();
    private final Label hint = new Label();
    private final HBox line;

    CommandCell() {
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      hint.getStyleClass().add("muted-small");
      name.setMnemonicParsing(false);
      line = new HBox(8, name, gap, hint);
      line.getStyleClass().add("cell-words");
    }

    @Override
    protected void updateItem(@Nullable Command command, boolean empty) {
      super.updateItem(command, empty);
      if (empty || command == null) {
        setGraphic(null);
        return;
      }
      name.setText(Plain.line(command.name()));
      hint.setText(command.hint());
      setAccessibleText(command.name() + ", " + command.hint());
      setGraphic(line);
    }
  }
}
