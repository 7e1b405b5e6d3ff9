package epoch.desktop.topologies;

import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Picture;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;

/** All topologies of a cluster, kept fresh, filtered and sorted. */
public final class TopologiesViewModel {

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final TimeWords times;

  private final ObservableList<TopologyRow> rows =
      FXCollections.observableArrayList(row -> new Observable[] {row.factsProperty()});
  private final Map<String, TopologyRow> byId = new HashMap<>();
  private final FilteredList<TopologyRow> matching = new FilteredList<>(rows);
  private final SortedList<TopologyRow> shown = new SortedList<>(matching);
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObjectProperty<Optional<TopologyRow>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private final ReadOnlyIntegerWrapper refreshes = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<Instant> now;

  private Map<String, TopologyFacts> known = Map.of();
  private boolean asking;

  /** Makes it; nothing is asked before {@link #refresh}. */
  public TopologiesViewModel(Session session, Runner runner, InstantSource clock, TimeWords times) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    this.times = times;
    this.now = new ReadOnlyObjectWrapper<>(clock.instant());
    filter.addListener((_, _, text) -> filterBy(text));
  }

  /** Asks the server, unless an answer is awaited already. */
  public void refresh() {
    now.set(clock.instant());
    if (asking) {
      return;
    }
    asking = true;
    Map<String, TopologyFacts> before = known;
    runner.run(
        () -> Difference.between(before, session.client().topologies(), times),
        this::show,
        this::failed);
  }

  private void show(Difference difference) {
    asking = false;
    known = difference.picture();
    if (!difference.removed().isEmpty()) {
      rows.removeIf(row -> difference.removed().contains(row.id()));
      difference.removed().forEach(byId::remove);
      if (selected.get().filter(row -> !byId.containsKey(row.id())).isPresent()) {
        selected.set(Optional.empty());
      }
    }
    difference.changed().forEach(facts -> row(facts.id()).ifPresent(row -> row.show(facts)));
    List<TopologyRow> added = new ArrayList<>(difference.added().size());
    for (TopologyFacts facts : difference.added()) {
      TopologyRow row = new TopologyRow(facts);
      byId.put(row.id(), row);
      added.add(row);
    }
    rows.addAll(added);
    now.set(clock.instant());
    picture.set(new Picture.Live(clock.instant()));
    refreshes.set(refreshes.get() + 1);
  }

  private void failed(IOException failure) {
    asking = false;
    now.set(clock.instant());
    picture.set(picture.get().failed(Reason.of(failure)));
    refreshes.set(refreshes.get() + 1);
  }

  private void filterBy(String text) {
    List<String> words =
        Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    matching.setPredicate(words.isEmpty() ? null : row -> row.facts().matches(words));
  }

  Optional<TopologyRow> row(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Selects the next row that is shown, or the one before; the first if none is selected. */
  void move(int step) {
    if (shown.isEmpty()) {
      return;
    }
    int at = selected.get().map(shown::indexOf).orElse(-1);
    int to = at < 0 ? 0 : Math.clamp(at + (long) step, 0, shown.size() - 1);
    selected.set(Optional.of(shown.get(to)));
  }

  SortedList<TopologyRow> shown() {
    return shown;
  }

  /** How many there are, whatever the filter. */
  int total() {
    return rows.size();
  }

  StringProperty filterProperty() {
    return filter;
  }

  ObjectProperty<Optional<TopologyRow>> selectedProperty() {
    return selected;
  }

  /** The id of what is selected, or empty. */
  public String selectedId() {
    return selected.get().map(TopologyRow::id).orElse("");
  }

  Optional<TopologyRow> selected() {
    return selected.get();
  }

  /** How much the table may be trusted. */
  public ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** How many refreshes have ended, well or not; what belongs to a row is asked for after them. */
  ReadOnlyIntegerProperty refreshesProperty() {
    return refreshes.getReadOnlyProperty();
  }

  /** The time to which ages are counted; moves with every refresh. */
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  TimeWords times() {
    return times;
  }

  /** What the table holds, such as {@code 3 of 1,284 topologies}. */
  public String count() {
    String total = "%,d %s".formatted(rows.size(), rows.size() == 1 ? "topology" : "topologies");
    return matching.size() == rows.size() ? total : "%,d of %s".formatted(matching.size(), total);
  }
}
