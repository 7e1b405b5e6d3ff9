package epoch.desktop.window;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line above a view that stays until its reason is gone. */
public final class Banner extends HBox {

  private final Label words = new Label();

  /**
   * Makes one that is there while its text is not empty.
   *
   * @param kind {@code stale} or {@code bad}
   * @param button what its button is called, such as {@code Try now}
   */
  public Banner(String kind, ObservableValue<String> text, String button, Runnable press) {
    getStyleClass().addAll("banner", kind);
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button action = new Button(button);
    action.setOnAction(_ -> press.run());
    action.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(words, action);
    text.subscribe(
        now -> {
          words.setText(now);
          setVisible(!now.isEmpty());
          setManaged(!now.isEmpty());
        });
  }
}
