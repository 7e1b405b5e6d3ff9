package epoch.desktop.window;

import atlantafx.base.controls.ModalPane;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows what a view model asks, above everything else. */
public final class QuestionPane extends ModalPane {

  private final ObjectProperty<Optional<Question>> asked;

  /** Where the focus was before the question, and is again after it. */
  private Optional<Node> before = Optional.empty();

  /** For that question; closing it in whatever way empties the property. */
  public QuestionPane(ObjectProperty<Optional<Question>> asked) {
    this.asked = asked;
    setInTransitionFactory(null);
    setOutTransitionFactory(null);
    asked.subscribe(question -> question.ifPresentOrElse(this::ask, () -> hide(true)));
    displayProperty()
        .addListener((_, _, shown) -> {
          if (!shown) {
            asked.set(Optional.empty());
            before.ifPresent(Node::requestFocus);
            before = Optional.empty();
          }
        });
  }

  private void ask(Question question) {
    before = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
    Label title = new Label(question.title());
    title.getStyleClass().add("dialog-title");
    title.setWrapText(true);
    VBox lines = new VBox(4);
    for (String line : question.lines()) {
      Label label = new Label("•  " + line);
      label.setWrapText(true);
      lines.getChildren().add(label);
    }
    Button cancel = new Button("Cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> asked.set(Optional.empty()));
    Button yes = new Button(question.verb());
    yes.setDefaultButton(true);
    yes.setOnAction(_ -> question.yes().run());
    Label undo = new Label(question.footer());
    undo.getStyleClass().add("muted");
    undo.setWrapText(true);
    undo.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(undo, Priority.ALWAYS);
    HBox footer = new HBox(8, undo, cancel, yes);
    footer.getStyleClass().add("dialog-footer");
    VBox dialog = new VBox(16, title, lines, footer);
    dialog.getStyleClass().add("dialog");
    dialog.setMaxSize(480, Region.USE_PREF_SIZE);
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    yes.setMinWidth(Region.USE_PREF_SIZE);
    show(dialog);
    Platform.runLater(yes::requestFocus);
  }
}
