package epoch.desktop.window;

import epoch.desktop.cluster.Connection;
import epoch.desktop.words.TimeWords;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The bottom line: whether the picture is live, what was done last, who one is, which zone. */
public final class StatusBar extends HBox {

  /** Follows the picture and the last deed. */
  public StatusBar(
      Connection connection,
      TimeWords times,
      ObservableValue<? extends Picture> picture,
      ObservableValue<String> done) {
    getStyleClass().add("status-bar");
    Label state = new Label();
    state.getStyleClass().add("status-state");
    state
        .textProperty()
        .bind(Bindings.createStringBinding(() -> state(picture.getValue(), times), picture));
    Label deed = new Label();
    deed.getStyleClass().add("status-done");
    deed.textProperty().bind(done);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    String user = connection.user().isEmpty() ? "nobody" : connection.user();
    Label who = new Label(user + " on " + String.join(", ", connection.urls()));
    Label zone = new Label("times in " + times.zone());
    zone.setMinWidth(USE_PREF_SIZE);
    state.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(state, deed, gap, who, zone);
  }

  private static String state(Picture picture, TimeWords times) {
    return switch (picture) {
      case Picture.Loading _ -> "Asking …";
      case Picture.Live(var at) -> "Live · " + times.clock(at);
      case Picture.Stale(var since, _) -> "Stale since " + times.clock(since);
      case Picture.Failed _ -> "No answer";
    };
  }
}
