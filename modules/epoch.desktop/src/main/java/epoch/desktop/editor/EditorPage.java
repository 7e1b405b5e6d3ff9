package epoch.desktop.editor;

import epoch.api.calendar.Calendar;
import epoch.api.client.EpochClient;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.ClusterState;
import epoch.api.rest.GroupState;
import epoch.api.rest.SchedulePreview;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.form.Editing;
import epoch.desktop.form.EditingPane;
import epoch.desktop.place.Place;
import epoch.desktop.topologies.FireList;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.TimeWords;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The editor: form, JSON, when it will fire and what changes, side by side. */
public final class EditorPage extends StackPane implements Page, AutoCloseable {

  /**
   * Another cluster to which a topology can be copied.
   *
   * @param name what it is called
   * @param open opens the editor there with that JSON
   */
  public record Other(String name, Consumer<String> open) {}

  /** What topologies share, by name. */
  private record Shared(List<String> calendars, List<String> groups) {}

  private final Editing<Topology, SchedulePreview> editing;
  private final TopologyKind kind;
  private final InstantSource clock;
  private final TimeWords times;
  private final Supplier<List<Other>> others;
  private final EditingPane<Topology, SchedulePreview> pane;

  /** Builds the nodes and binds them. */
  public EditorPage(
      Editing.With with,
      Cluster cluster,
      TimeWords times,
      Place.Editor place,
      Supplier<List<Other>> others) {
    this.clock = with.clock();
    this.times = times;
    this.others = others;
    this.kind = new TopologyKind(clock, offers(cluster, times, clock.instant()));
    this.editing = new Editing<>(with, kind, place.id(), place.json());
    this.pane = new EditingPane<>(editing, times, copy(), "It will run", this::outlook);
    getChildren().setAll(pane);
    with.runner()
        .run(
            () -> shared(with.session().client()),
            shared -> {
              kind.offer(kind.offers().sharing(shared.calendars(), shared.groups()));
              editing.draft().reshape();
            },
            // Without them names can still be written.
            _ -> {});
  }

  private static Offers offers(Cluster cluster, TimeWords times, Instant now) {
    Optional<ClusterState> state = cluster.stateProperty().get();
    return new Offers(
        times.zone(),
        times.nextHour(now),
        state.map(ClusterState::timeZone).orElse("the server's"),
        state.map(ClusterState::commandsAllowed).orElse(true),
        List.of(),
        List.of());
  }

  private static Shared shared(EpochClient client) throws IOException {
    return new Shared(
        client.calendars().list().stream()
            .map(CalendarDetails::calendar)
            .map(Calendar::name)
            .toList(),
        client.groups().stream().map(GroupState::name).toList());
  }

  private Node copy() {
    MenuButton copy = new MenuButton("Copy to another cluster");
    copy.setMinWidth(USE_PREF_SIZE);
    copy.setOnShowing(_ -> {
      copy.getItems().clear();
      others
          .get()
          .forEach(other -> {
            MenuItem item = new MenuItem(other.name());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> other.open().accept(editing.draft().textProperty().get()));
            copy.getItems().add(item);
          });
    });
    // A menu that is empty does not open.
    copy.getItems().add(new MenuItem("No other cluster is open"));
    return copy;
  }

  private List<Node> outlook(Optional<SchedulePreview> preview) {
    if (preview.isEmpty()) {
      return List.of(EditingPane.muted("Nothing can be said while the trigger is wrong."));
    }
    Label words = new Label(preview.get().words());
    words.getStyleClass().add("schedule-words");
    Wrapping.of(words);
    FireList fires = new FireList(preview.get(), clock.instant(), times);
    fires.setMinHeight(290);
    return List.of(words, fires);
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public Keys keys() {
    return pane.keys();
  }

  @Override
  public void close() {
    pane.close();
  }
}
