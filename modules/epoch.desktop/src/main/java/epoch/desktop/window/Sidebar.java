package epoch.desktop.window;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Picture;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The clusters that are open, the current one with where one can go in it. */
public final class Sidebar extends VBox {

  /**
   * A cluster that is open.
   *
   * @param connection which
   * @param cluster what is known of it
   * @param navigator where one is in it
   * @param may whether one may do what needs a role
   * @param open makes it the current one
   * @param leave disconnects
   */
  public record Entry(
      Connection connection,
      Cluster cluster,
      Navigator navigator,
      Function<Role, ObservableBooleanValue> may,
      Runnable open,
      Runnable leave) {}

  private final Runnable connect;

  /** Made once for each cluster, because they listen to it. */
  private final Map<Navigator, List<Node>> places = new HashMap<>();

  /**
   * An empty one.
   *
   * @param connect leads to the connections
   */
  public Sidebar(Runnable connect) {
    super(4);
    this.connect = connect;
    getStyleClass().add("navigation");
  }

  /** Shows these clusters. */
  public void show(List<Entry> entries, Entry current) {
    List<Node> nodes = new ArrayList<>();
    places.keySet().retainAll(entries.stream().map(Entry::navigator).toList());
    for (Entry entry : entries) {
      boolean here = entry.navigator().equals(current.navigator());
      nodes.add(header(entry, here));
      if (here) {
        nodes.addAll(places.computeIfAbsent(entry.navigator(), _ -> places(entry)));
      }
    }
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    nodes.add(gap);
    Button more = new Button("Connections…");
    more.setId("connections");
    more.getStyleClass().addAll("nav-quiet", "flat");
    more.setMaxWidth(Double.MAX_VALUE);
    more.setOnAction(_ -> connect.run());
    Button leave = new Button("Disconnect");
    leave.getStyleClass().addAll("nav-quiet", "flat");
    leave.setMaxWidth(Double.MAX_VALUE);
    leave.setOnAction(_ -> current.leave().run());
    nodes.add(more);
    nodes.add(leave);
    getChildren().setAll(nodes);
  }

  private static Node header(Entry entry, boolean here) {
    Region mark = new Region();
    mark.getStyleClass().addAll("id-mark", entry.connection().identity().styleClass());
    Label name = new Label(entry.connection().name());
    name.setMnemonicParsing(false);
    name.getStyleClass().add("cluster-name");
    Label state = new Label();
    state.getStyleClass().add("muted-small");
    state.textProperty().bind(entry.cluster().pictureProperty().map(Sidebar::word));
    HBox line = new HBox(8, mark, name, state);
    line.getStyleClass().add("cluster");
    Button button = new Button();
    button.setGraphic(line);
    button.getStyleClass().addAll("cluster-button", "flat");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAccessibleText(
        entry.connection().name() + (here ? ", the current cluster" : ", switch to it"));
    button.setOnAction(_ -> entry.open().run());
    return button;
  }

  private static String word(Picture picture) {
    return switch (picture) {
      case Picture.Loading _ -> "…";
      case Picture.Live _ -> "";
      case Picture.Stale _ -> "stale";
      case Picture.Failed _ -> "away";
    };
  }

  private static List<Node> places(Entry entry) {
    List<Node> nodes = new ArrayList<>();
    for (Place place :
        List.of(
            new Place.Overview(),
            new Place.Topologies(""),
            new Place.Runs(),
            new Place.Ledger("", Optional.empty()),
            new Place.Calendars(""),
            new Place.Forecast(),
            new Place.Control(),
            new Place.Audit(""),
            new Place.Live())) {
      ToggleButton button = new ToggleButton();
      button.setId("nav-" + place.section().toLowerCase(Locale.ROOT));
      button.getStyleClass().add("nav-item");
      button.setMaxWidth(Double.MAX_VALUE);
      Label word = new Label(place.section());
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      Label count = new Label();
      count.getStyleClass().add("nav-count");
      if (place instanceof Place.Runs) {
        count
            .textProperty()
            .bind(
                entry
                    .cluster()
                    .stateProperty()
                    .map(state ->
                        state
                            .map(it -> it.counts().activeRuns())
                            .filter(running -> running > 0)
                            .map("%,d"::formatted)
                            .orElse("")));
      }
      button.setGraphic(new HBox(word, gap, count));
      button.setAccessibleText(place.section());
      button.visibleProperty().bind(entry.may().apply(place.needs()));
      button.managedProperty().bind(button.visibleProperty());
      button.setOnAction(_ -> {
        button.setSelected(true);
        entry.navigator().go(place);
      });
      entry
          .navigator()
          .currentProperty()
          .subscribe(now -> button.setSelected(now.section().equals(place.section())));
      nodes.add(button);
    }
    return nodes;
  }
}
