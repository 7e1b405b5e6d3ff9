package epoch.desktop.topologies;

import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.work.Runner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The topologies that are shown: filtered and sorted in the background, because that takes a while
 * for fifty thousand. Rows change in place at once; they change places only while nobody points at
 * them, or when the operator says so.
 */
public final class TopologiesViewModel {

  /** One arrangement of the rows. */
  private record Arrangement(List<TopologyRow> rows, Map<Quick, Integer> counts, int total) {}

  private final Cluster cluster;
  private final Runner runner;
  private final ObservableList<TopologyRow> shown = FXCollections.observableArrayList();
  private final ObservableList<TopologyRow> marked = FXCollections.observableArrayList();
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObjectProperty<Quick> quick = new SimpleObjectProperty<>(Quick.ALL);

  /** What is to be selected as soon as it is known, or empty. */
  private String sought = "";

  private final ObjectProperty<Optional<TopologyRow>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final BooleanProperty pointed = new SimpleBooleanProperty();
  private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper arrangements = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<Map<Quick, Integer>> counts =
      new ReadOnlyObjectWrapper<>(Map.of());
  private Order order = Order.ATTENTION;
  private boolean descending;
  private int total;
  private boolean arranging;

  /** Whether something changed while they were arranged, and whether the operator asked for it. */
  private boolean again;

  private boolean askedAgain;
  private boolean moving;

  /** Follows the cluster. */
  public TopologiesViewModel(Cluster cluster, Runner runner) {
    this.cluster = cluster;
    this.runner = runner;
    cluster.topologyChanges().subscribe(_ -> arrange(false));
    filter.addListener((_, _, _) -> arrange(true));
    quick.addListener((_, _, _) -> arrange(true));
    pointed.addListener((_, _, there) -> {
      if (!there && waiting.get() > 0) {
        arrange(true);
      }
    });
  }

  /** Sorts by that from now on. */
  void sort(Order newOrder, boolean newDescending) {
    if (order != newOrder || descending != newDescending) {
      order = newOrder;
      descending = newDescending;
      arrange(true);
    }
  }

  /** Shows what waits. */
  void arrangeNow() {
    arrange(true);
  }

  private void arrange(boolean asked) {
    if (arranging) {
      again = true;
      askedAgain |= asked;
      return;
    }
    arranging = true;
    again = false;
    askedAgain = false;
    List<TopologyRow> rows = new ArrayList<>(cluster.rows());
    List<TopologyFacts> facts = new ArrayList<>(rows.size());
    rows.forEach(row -> facts.add(row.facts()));
    List<String> words = words(filter.get());
    Quick wanted = quick.get();
    var comparator = order.comparator(descending);
    runner.run(
        () -> {
          Map<Quick, Integer> found = new EnumMap<>(Quick.class);
          List<Integer> taken = new ArrayList<>();
          for (int i = 0; i < facts.size(); i++) {
            TopologyFacts it = facts.get(i);
            for (Quick each : Quick.values()) {
              if (each.takes(it)) {
                found.merge(each, 1, Integer::sum);
              }
            }
            if (wanted.takes(it) && it.matches(words)) {
              taken.add(i);
            }
          }
          taken.sort((a, b) -> comparator.compare(facts.get(a), facts.get(b)));
          return new Arrangement(taken.stream().map(rows::get).toList(), found, facts.size());
        },
        arrangement -> show(arrangement, asked),
        _ -> arranging = false);
  }

  private void show(Arrangement arrangement, boolean asked) {
    arranging = false;
    counts.set(arrangement.counts());
    total = arrangement.total();
    if (!arrangement.rows().equals(shown)) {
      if (asked || !pointed.get() || shown.isEmpty()) {
        moving = true;
        shown.setAll(arrangement.rows());
        moving = false;
        waiting.set(0);
        Set<TopologyRow> there = new HashSet<>(arrangement.rows());
        if (selected.get().filter(row -> !there.contains(row)).isPresent()) {
          selected.set(Optional.empty());
        }
        marked.removeIf(row -> !there.contains(row));
      } else {
        waiting.set(waiting.get() + 1);
      }
    } else {
      waiting.set(0);
    }
    if (!sought.isEmpty() && cluster.row(sought).isPresent()) {
      select(sought);
    }
    arrangements.set(arrangements.get() + 1);
    if (again) {
      arrange(askedAgain);
    }
  }

  static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Selects the next row that is shown, or the one before; the first if none is selected. */
  void move(int step) {
    if (shown.isEmpty()) {
      return;
    }
    sought = "";
    int at = selected.get().map(shown::indexOf).orElse(-1);
    int to = at < 0 ? 0 : Math.clamp(at + (long) step, 0, shown.size() - 1);
    selected.set(Optional.of(shown.get(to)));
  }

  /** Selects a topology, whatever the filter; one that was just made, once it is known. */
  public void select(String id) {
    Optional<TopologyRow> row = cluster.row(id);
    sought = row.isPresent() ? "" : id;
    if (row.isPresent() && !shown.contains(row.get())) {
      filter.set("");
      quick.set(Quick.ALL);
      arrange(true);
    }
    selected.set(row);
  }

  /** What actions are for: those that are marked, or the one that is selected. */
  List<TopologyRow> meant() {
    return marked.size() > 1 ? List.copyOf(marked) : selected.get().map(List::of).orElse(List.of());
  }

  /**
   * Whether rows change places just now; what the table then says of its selection is not meant.
   */
  boolean moving() {
    return moving;
  }

  ObservableList<TopologyRow> shown() {
    return shown;
  }

  /** The rows that are marked for an action on several. */
  ObservableList<TopologyRow> marked() {
    return marked;
  }

  /** How many there are, whatever the filter. */
  int total() {
    return total;
  }

  StringProperty filterProperty() {
    return filter;
  }

  ObjectProperty<Quick> quickProperty() {
    return quick;
  }

  ReadOnlyObjectProperty<Map<Quick, Integer>> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /** Whether the operator points at the rows; they stay where they are then. */
  BooleanProperty pointedProperty() {
    return pointed;
  }

  /** How many changes wait to be shown. */
  ReadOnlyIntegerProperty waitingProperty() {
    return waiting.getReadOnlyProperty();
  }

  /** Grows with every arrangement of the rows. */
  ReadOnlyIntegerProperty arrangementsProperty() {
    return arrangements.getReadOnlyProperty();
  }

  /** The row that is selected. */
  public ObjectProperty<Optional<TopologyRow>> selectedProperty() {
    return selected;
  }

  /** The id of what is selected, or empty. */
  public String selectedId() {
    return selected.get().map(TopologyRow::id).orElse("");
  }

  Optional<TopologyRow> selected() {
    return selected.get();
  }

  Cluster cluster() {
    return cluster;
  }

  /** What the table holds, such as {@code 3 of 1,284 topologies}. */
  String count() {
    String all = "%,d %s".formatted(total, total == 1 ? "topology" : "topologies");
    return shown.size() == total ? all : "%,d of %s".formatted(shown.size(), all);
  }
}
