package epoch.desktop.window;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line above a view that stays until its reason is gone. */
public final class Banner extends HBox {

  private final Label words = new Label();

  /** Held, because a binding is known to its sources weakly only. */
  private final ObservableValue<String> text;

  /**
   * Makes one that is there while its text is not empty.
   *
   * @param kind {@code stale}, {@code info}, {@code warn} or {@code bad}
   * @param button what its button is called, such as {@code Try now}
   */
  public Banner(String kind, ObservableValue<String> text, String button, Runnable press) {
    this.text = text;
    getStyleClass().addAll("banner", kind);
    Wrapping.of(words);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button action = new Button(button);
    action.setOnAction(_ -> press.run());
    action.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(words, action);
    text.subscribe(_ -> say());
  }

  private void say() {
    String now = text.getValue();
    words.setText(now);
    setVisible(!now.isEmpty());
    setManaged(!now.isEmpty());
  }
}
