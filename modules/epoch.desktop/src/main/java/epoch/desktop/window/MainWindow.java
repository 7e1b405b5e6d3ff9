package epoch.desktop.window;

import epoch.desktop.cluster.Connection;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The frame: the cluster's band on the top edge, where one can go, a view, and how things stand.
 */
public final class MainWindow extends StackPane {

  /**
   * Makes the frame.
   *
   * @param current what the view is called in the navigation
   * @param layers what lies above everything else, such as questions
   */
  public MainWindow(
      Connection connection,
      String current,
      Node view,
      Node status,
      Runnable leave,
      List<? extends Node> layers) {
    Region band = new Region();
    band.getStyleClass().addAll("band", connection.identity().styleClass());
    BorderPane frame = new BorderPane(view);
    frame.setTop(band);
    frame.setLeft(navigation(connection, current, leave));
    frame.setBottom(status);
    getChildren().add(frame);
    getChildren().addAll(layers);
  }

  private static Node navigation(Connection connection, String current, Runnable leave) {
    Region mark = new Region();
    mark.getStyleClass().addAll("id-mark", connection.identity().styleClass());
    Label name = new Label(connection.name());
    name.getStyleClass().add("cluster-name");
    HBox cluster = new HBox(8, mark, name);
    cluster.getStyleClass().add("cluster");
    ToggleButton here = new ToggleButton(current);
    here.getStyleClass().add("nav-item");
    here.setMaxWidth(Double.MAX_VALUE);
    here.setSelected(true);
    // There is one view so far; it cannot be left for nothing.
    here.setOnAction(_ -> here.setSelected(true));
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    Button disconnect = new Button("Disconnect");
    disconnect.getStyleClass().add("nav-quiet");
    disconnect.setMaxWidth(Double.MAX_VALUE);
    disconnect.setOnAction(_ -> leave.run());
    VBox navigation = new VBox(4, cluster, here, gap, disconnect);
    navigation.getStyleClass().add("navigation");
    return navigation;
  }
}
