package epoch.desktop.runs;

import epoch.api.client.Page;
import epoch.api.client.RunQuery;
import epoch.api.rest.RunEntry;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Asking;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.words.Since;
import epoch.desktop.work.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Runs of all topologies: those under way, those that failed, or all; asked for page by page. */
public final class RunsViewModel {

  static final int PAGE = 200;

  /** Which runs. */
  enum Part {
    ACTIVE("Active"),
    FAILED("Failed"),
    ALL("All");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    private RunQuery query() {
      RunQuery all = RunQuery.ALL.inPagesOf(PAGE);
      return switch (this) {
        case ACTIVE -> all.in(RunState.RUNNING);
        case FAILED -> all.in(RunState.FAILED);
        case ALL -> all;
      };
    }
  }

  private static final String LONGEST_FIRST = "-duration";

  private final Cluster cluster;
  private final ObservableList<RunEntry> runs = FXCollections.observableArrayList();
  private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.ACTIVE);
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObjectProperty<Since> since = new SimpleObjectProperty<>(Since.EVER);
  private final BooleanProperty longestFirst = new SimpleBooleanProperty();
  private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
  private final Asking<Page<RunEntry>> asking;
  private Optional<String> next = Optional.empty();
  private boolean watched;

  /** Nothing is asked before it is watched. */
  public RunsViewModel(Session session, Runner runner, Cluster cluster) {
    this.cluster = cluster;
    this.asking = new Asking<>(session, runner, cluster, this::firstPage, this::show);
    part.addListener((_, _, _) -> restart());
    filter.addListener((_, _, _) -> restart());
    since.addListener((_, _, _) -> restart());
    longestFirst.addListener((_, _, _) -> restart());
    cluster.runChanges().subscribe(_ -> refresh());
    var _ = cluster.onRun(this::moved);
  }

  /** Whether anybody looks; if nobody does, nothing is asked. */
  void watch(boolean looks) {
    watched = looks;
    refresh();
  }

  private void restart() {
    runs.clear();
    total.set(0);
    if (watched) {
      asking.restart();
    } else {
      asking.stop();
    }
  }

  /** A row that is shown changes in place at once; the list itself follows with the next answer. */
  private void moved(RunEntry entry) {
    for (int i = 0; i < runs.size(); i++) {
      if (key(runs.get(i)).equals(key(entry))) {
        runs.set(i, entry);
        return;
      }
    }
  }

  /** Asks for the first page anew. */
  void refresh() {
    if (watched) {
      asking.refresh();
    }
  }

  private RunQuery query() {
    String text = filter.get().strip();
    return part.get()
        .query()
        .withText(text.isEmpty() ? null : text)
        .since(since.get().begin(cluster.nowProperty().get()).orElse(null))
        .sortedBy(longestFirst.get() ? LONGEST_FIRST : null);
  }

  private Asking.Question<Page<RunEntry>> firstPage() {
    RunQuery query = query();
    return client -> client.runs(query);
  }

  private void show(Page<RunEntry> page) {
    List<RunEntry> behind = behind(page.items());
    List<RunEntry> newer = new ArrayList<>(page.items());
    newer.addAll(behind);
    if (!newer.equals(runs)) {
      runs.setAll(newer);
    }
    total.set(page.total());
    if (behind.isEmpty()) {
      next = page.next();
    }
  }

  /** What is already shown behind the first page stays, and with it where the next one begins. */
  private List<RunEntry> behind(List<RunEntry> first) {
    if (runs.size() <= PAGE || first.size() < PAGE) {
      return List.of();
    }
    Set<String> known =
        first.stream().map(RunsViewModel::key).collect(Collectors.toUnmodifiableSet());
    int last = runs.stream().map(RunsViewModel::key).toList().indexOf(key(first.getLast()));
    return runs.stream()
        .skip(last < 0 ? PAGE : last + 1L)
        .filter(entry -> !known.contains(key(entry)))
        .toList();
  }

  private static String key(RunEntry entry) {
    return entry.run().topologyId() + "/" + entry.run().runId();
  }

  /** Asks for the next page. */
  void more() {
    if (next.isPresent()) {
      RunQuery query = query().after(next.get());
      asking.beside(
          client -> client.runs(query),
          page -> {
            runs.addAll(page.items());
            total.set(page.total());
            next = page.next();
          });
    }
  }

  /** Whether there are more than are shown. */
  boolean hasMore() {
    return runs.size() < total.get();
  }

  ObservableList<RunEntry> runs() {
    return runs;
  }

  ObjectProperty<Part> partProperty() {
    return part;
  }

  ObjectProperty<Since> sinceProperty() {
    return since;
  }

  /** Whether those that took longest come first, rather than the newest. */
  BooleanProperty longestFirstProperty() {
    return longestFirst;
  }

  StringProperty filterProperty() {
    return filter;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return asking.pictureProperty();
  }

  ReadOnlyLongProperty totalProperty() {
    return total.getReadOnlyProperty();
  }
}
