package epoch.desktop.topologies;

import epoch.desktop.window.Picture;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What stands where there are no rows: bones, why there are none, or what went wrong. */
final class TopologyPlaceholder extends StackPane {

  private static final Duration PATIENCE = Duration.millis(150);

  private final TopologiesViewModel model;

  TopologyPlaceholder(TopologiesViewModel model) {
    this.model = model;
    model.refreshesProperty().subscribe(_ -> show());
    model.filterProperty().subscribe(_ -> show());
  }

  private void show() {
    if (!model.shown().isEmpty()) {
      return;
    }
    getChildren()
        .setAll(
            switch (model.pictureProperty().get()) {
              case Picture.Loading _ -> bones();
              case Picture.Failed(String reason) ->
                  message(
                      "The topologies could not be read",
                      reason + ". The console asks again every few seconds.",
                      button("Try now", model::refresh));
              case Picture.Live _, Picture.Stale _ -> nothing();
            });
  }

  private Node nothing() {
    return model.total() == 0
        ? message(
            "No topologies yet",
            "A topology says what runs when. Create one in the web UI or with the epoch command.",
            button("Look again", model::refresh))
        : message(
            "Nothing matches",
            model.count() + " match the filter.",
            button("Clear filter", () -> model.filterProperty().set("")));
  }

  private static Node message(String title, String words, Button action) {
    Label heading = new Label(title);
    heading.getStyleClass().add("heading");
    Label text = new Label(words);
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    VBox box = new VBox(8, heading, text, action);
    box.getStyleClass().add("placeholder-box");
    return box;
  }

  private static Button button(String word, Runnable press) {
    Button button = new Button(word);
    button.setId("placeholder-action");
    button.setOnAction(_ -> press.run());
    return button;
  }

  private static Node bones() {
    VBox bones = new VBox(20);
    bones.getStyleClass().add("bones");
    bones.setAccessibleText("Loading");
    for (int i = 0; i < 8; i++) {
      Region bone = new Region();
      bone.getStyleClass().add("bone");
      bone.setMaxWidth(320 + 90 * (i * 5 % 7));
      bones.getChildren().add(bone);
    }
    bones.setVisible(false);
    PauseTransition patience = new PauseTransition(PATIENCE);
    patience.setOnFinished(_ -> bones.setVisible(true));
    patience.play();
    return bones;
  }
}
