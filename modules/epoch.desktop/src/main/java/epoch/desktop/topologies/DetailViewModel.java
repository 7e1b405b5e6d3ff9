package epoch.desktop.topologies;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Picture;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The selected topology in detail, while the pane is open: its JSON and its last runs. */
public final class DetailViewModel {

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final TopologiesViewModel topologies;
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper json = new ReadOnlyStringWrapper("");
  private final ObservableList<RunFacts> runs = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());

  /** Counts what was opened, so that the answer for one topology never shows as another's. */
  private int opened;

  private boolean asking;

  /** Makes it, closed. */
  public DetailViewModel(
      Session session, Runner runner, InstantSource clock, TopologiesViewModel topologies) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    this.topologies = topologies;
    topologies
        .selectedProperty()
        .addListener((_, _, row) -> row.ifPresentOrElse(_ -> follow(), this::close));
    topologies.refreshesProperty().addListener((_, _, _) -> refresh());
  }

  /** Opens the pane for what is selected, and looks for its runs. */
  void open() {
    if (topologies.selected().isPresent() && !open.get()) {
      open.set(true);
      follow();
    }
  }

  void close() {
    open.set(false);
    opened++;
    asking = false;
  }

  private void follow() {
    if (!open.get()) {
      return;
    }
    opened++;
    asking = false;
    runs.clear();
    picture.set(new Picture.Loading());
    refresh();
  }

  private void refresh() {
    Optional<TopologyRow> row = topologies.selected();
    if (!open.get() || row.isEmpty()) {
      return;
    }
    json.set(Json.pretty(row.get().facts().details().topology()));
    if (asking) {
      return;
    }
    asking = true;
    int mine = opened;
    String id = row.get().id();
    runner.run(
        () -> session.client().runs(id),
        answer -> {
          if (mine == opened) {
            show(answer);
          }
        },
        failure -> {
          if (mine == opened) {
            failed(failure);
          }
        });
  }

  private void show(List<Run> answer) {
    asking = false;
    List<RunFacts> facts = answer.stream().map(RunFacts::new).toList();
    if (!facts.equals(runs)) {
      runs.setAll(facts);
    }
    picture.set(new Picture.Live(clock.instant()));
  }

  private void failed(IOException failure) {
    asking = false;
    picture.set(picture.get().failed(Reason.of(failure)));
  }

  ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  ReadOnlyStringProperty jsonProperty() {
    return json.getReadOnlyProperty();
  }

  ObservableList<RunFacts> runs() {
    return runs;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
