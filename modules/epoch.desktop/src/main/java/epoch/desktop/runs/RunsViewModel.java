package epoch.desktop.runs;

import epoch.api.client.Page;
import epoch.api.client.RunQuery;
import epoch.api.rest.RunEntry;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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

  private final Session session;
  private final Runner runner;
  private final Cluster cluster;
  private final ObservableList<RunEntry> runs = FXCollections.observableArrayList();
  private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.ACTIVE);
  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper();
  private Optional<String> next = Optional.empty();
  private int asked;
  private boolean asking;
  private boolean again;
  private boolean watched;

  /** Nothing is asked before it is watched. */
  public RunsViewModel(Session session, Runner runner, Cluster cluster) {
    this.session = session;
    this.runner = runner;
    this.cluster = cluster;
    part.addListener((_, _, _) -> restart());
    filter.addListener((_, _, _) -> restart());
    cluster.runChanges().subscribe(_ -> refresh());
    var _ = cluster.onRun(this::moved);
  }

  /** Whether anybody looks; if nobody does, nothing is asked. */
  void watch(boolean looks) {
    watched = looks;
    refresh();
  }

  private void restart() {
    asked++;
    asking = false;
    runs.clear();
    total.set(0);
    picture.set(new Picture.Loading());
    refresh();
  }

  /** A row that is shown changes in place at once; the list itself follows with the next answer. */
  private void moved(RunEntry entry) {
    for (int i = 0; i < runs.size(); i++) {
      if (same(runs.get(i), entry)) {
        runs.set(i, entry);
        return;
      }
    }
  }

  private static boolean same(RunEntry a, RunEntry b) {
    return a.run().runId().equals(b.run().runId())
        && a.run().topologyId().equals(b.run().topologyId());
  }

  /** Asks for the first page anew. */
  void refresh() {
    if (!watched) {
      return;
    }
    if (asking) {
      again = true;
      return;
    }
    RunQuery query = query();
    ask(query, this::show);
  }

  private RunQuery query() {
    String text = filter.get().strip();
    return part.get().query().withText(text.isEmpty() ? null : text);
  }

  private interface Taking {
    void take(Page<RunEntry> page);
  }

  private void ask(RunQuery query, Taking taking) {
    asking = true;
    again = false;
    int mine = asked;
    runner.run(
        () -> session.client().runs(query),
        page -> {
          if (mine == asked) {
            taking.take(page);
            next = page.next();
            total.set(page.total());
            ended(new Picture.Live(cluster.nowProperty().get()));
          }
        },
        failure -> {
          if (mine == asked) {
            ended(picture.get().failed(Reason.of(failure)));
          }
        });
  }

  private void ended(Picture now) {
    asking = false;
    picture.set(now);
    if (again) {
      refresh();
    }
  }

  /** What is already shown behind the first page stays. */
  private void show(Page<RunEntry> page) {
    List<RunEntry> newer = new ArrayList<>(page.items());
    if (!newer.equals(runs.size() > newer.size() ? runs.subList(0, newer.size()) : runs)) {
      Map<String, RunEntry> known = new HashMap<>();
      newer.forEach(entry -> known.put(key(entry), entry));
      if (runs.size() > PAGE && page.items().size() == PAGE) {
        runs.stream()
            .skip(PAGE)
            .filter(entry -> !known.containsKey(key(entry)))
            .forEach(newer::add);
      }
      runs.setAll(newer);
    }
  }

  private static String key(RunEntry entry) {
    return entry.run().topologyId() + "/" + entry.run().runId();
  }

  /** Asks for the next page. */
  void more() {
    if (!asking && next.isPresent()) {
      ask(query().after(next.get()), page -> runs.addAll(page.items()));
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

  StringProperty filterProperty() {
    return filter;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  ReadOnlyLongProperty totalProperty() {
    return total.getReadOnlyProperty();
  }
}
