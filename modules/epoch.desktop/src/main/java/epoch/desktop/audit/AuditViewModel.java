package epoch.desktop.audit;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.words.Since;
import epoch.desktop.work.Runner;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Who changed what, the newest first, page by page. */
public final class AuditViewModel {

  static final int PAGE = 200;

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final StringProperty who = new SimpleStringProperty("");
  private final StringProperty topology = new SimpleStringProperty("");
  private final StringProperty action = new SimpleStringProperty("");
  private final ObjectProperty<Since> since = new SimpleObjectProperty<>(Since.EVER);
  private final ObservableList<AuditEntry> entries = FXCollections.observableArrayList();
  private final BooleanProperty more = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private int asked;
  private boolean asking;

  /** Nothing is asked before {@link #refresh}. */
  public AuditViewModel(Session session, Runner runner, InstantSource clock) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    since.addListener((_, _, _) -> refresh());
  }

  /** Asks for the newest. */
  void refresh() {
    ask(query(), true);
  }

  /** Asks for those before. */
  void more() {
    if (!asking && !entries.isEmpty()) {
      ask(query().after(entries.getLast().id()), false);
    }
  }

  private AuditQuery query() {
    return new AuditQuery(
        text(who),
        text(topology),
        text(action),
        since.get().begin(clock.instant()).orElse(null),
        null,
        PAGE,
        null);
  }

  /** Whether only some changes are asked for. */
  boolean isFiltered() {
    return since.get() != Since.EVER
        || Stream.of(who, topology, action).anyMatch(field -> text(field) != null);
  }

  /** Asks for all changes again. */
  void clear() {
    Stream.of(who, topology, action).forEach(field -> field.set(""));
    since.set(Since.EVER);
    refresh();
  }

  private static @Nullable String text(StringProperty field) {
    return field.get().isBlank() ? null : field.get().strip();
  }

  private void ask(AuditQuery query, boolean first) {
    int mine = ++asked;
    asking = true;
    runner.run(
        () -> session.client().audit(query),
        answer -> {
          if (mine == asked) {
            asking = false;
            show(answer, first);
          }
        },
        failure -> {
          if (mine == asked) {
            asking = false;
            picture.set(picture.get().failed(Reason.of(failure)));
          }
        });
  }

  private void show(List<AuditEntry> answer, boolean first) {
    if (first && !entries.equals(answer)) {
      entries.setAll(answer);
    } else if (!first) {
      entries.addAll(answer);
    }
    more.set(answer.size() == PAGE);
    picture.set(new Picture.Live(clock.instant()));
  }

  StringProperty whoProperty() {
    return who;
  }

  StringProperty topologyProperty() {
    return topology;
  }

  StringProperty actionProperty() {
    return action;
  }

  /** How far back one looks. */
  ObjectProperty<Since> sinceProperty() {
    return since;
  }

  ObservableList<AuditEntry> entries() {
    return entries;
  }

  /** Whether there are more before those that are shown. */
  BooleanProperty moreProperty() {
    return more;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
