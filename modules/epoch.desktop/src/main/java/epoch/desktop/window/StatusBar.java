package epoch.desktop.window;

import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Picture;
import epoch.desktop.words.TimeWords;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The bottom line: whether the picture is live, what was done last, who one is, which zone. */
public final class StatusBar extends HBox {

  /** Follows the cluster and the last deed. */
  public StatusBar(Connection connection, Cluster cluster, Deeds deeds, TimeWords times) {
    getStyleClass().add("status-bar");
    Label state = new Label();
    state.setId("status");
    state.getStyleClass().add("status-state");
    // Set rather than bound: what is bound is laid out anew each second, whatever it says.
    Runnable say = () -> state.setText(state(cluster, times));
    cluster.pictureProperty().subscribe(_ -> say.run());
    cluster.doingProperty().subscribe(_ -> say.run());
    cluster.nowProperty().subscribe(_ -> say.run());
    Label deed = new Label();
    deed.setId("done");
    deed.getStyleClass().add("status-done");
    deed.textProperty().bind(deeds.doneProperty());
    Button undo = new Button();
    undo.getStyleClass().addAll("flat", "undo");
    undo.setOnAction(_ -> deeds.undo());
    deeds
        .undoProperty()
        .subscribe(way -> {
          undo.setText(way.map(it -> "Undo: " + it.words() + "  (Ctrl Z)").orElse(""));
          undo.setVisible(way.isPresent());
          undo.setManaged(way.isPresent());
        });
    Button stop = new Button("Stop  (Ctrl .)");
    stop.setId("stop");
    stop.getStyleClass().add("flat");
    stop.setMinWidth(USE_PREF_SIZE);
    stop.setOnAction(_ -> deeds.stop());
    stop.visibleProperty().bind(deeds.stopProperty().map(Optional::isPresent));
    stop.managedProperty().bind(stop.visibleProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    String user = connection.user().isEmpty() ? "nobody" : connection.user();
    Label who = new Label(user + " on " + String.join(", ", connection.urls()));
    who.setMnemonicParsing(false);
    Label zone = new Label();
    cluster
        .nowProperty()
        .subscribe(now -> zone.setText(times.point(now, now) + " " + times.zone()));
    zone.setMinWidth(USE_PREF_SIZE);
    state.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(state, deed, stop, undo, gap, who, zone);
  }

  private static String state(Cluster cluster, TimeWords times) {
    String doing = cluster.doingProperty().get();
    String behind = doing.isEmpty() ? "" : " · " + doing;
    return switch (cluster.pictureProperty().get()) {
      case Picture.Loading _ -> doing.isEmpty() ? "Asking …" : doing;
      case Picture.Live _ -> doing.isEmpty() ? "Live" : doing;
      case Picture.Stale(var since, _) ->
          "Stale since " + times.moment(since, cluster.nowProperty().get()) + behind;
      case Picture.Failed _ -> "No answer" + behind;
    };
  }
}
