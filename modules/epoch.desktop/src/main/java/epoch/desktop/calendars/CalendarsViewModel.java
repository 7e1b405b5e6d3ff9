package epoch.desktop.calendars;

import epoch.api.calendar.Closure;
import epoch.api.client.EpochClient;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.GroupState;
import epoch.desktop.cluster.Asking;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All calendars and concurrency groups; asked for while somebody looks at them. */
public final class CalendarsViewModel {

  private static final Duration OFTEN = Duration.ofSeconds(15);
  private static final Duration AHEAD = Duration.ofDays(366);

  private record Shared(List<CalendarDetails> calendars, List<GroupState> groups) {}

  private final Session session;
  private final Runner runner;
  private final Cluster cluster;
  private final ObservableList<CalendarDetails> calendars = FXCollections.observableArrayList();
  private final ObservableList<GroupState> groups = FXCollections.observableArrayList();
  private final StringProperty chosen = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<List<Closure>>> closures =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Asking<Shared> asking;
  private boolean watched;
  private int looked;

  /** Nothing is asked before it is watched. */
  public CalendarsViewModel(Session session, Runner runner, Cluster cluster) {
    this.session = session;
    this.runner = runner;
    this.cluster = cluster;
    this.asking = new Asking<>(session, runner, cluster, CalendarsViewModel::shared, this::show);
    chosen.addListener((_, _, _) -> look());
    cluster.nowProperty().subscribe(this::age);
    cluster
        .calendarChanges()
        .addListener((_, _, _) -> {
          if (watched) {
            refresh();
          }
        });
  }

  /** Whether anybody looks; if nobody does, nothing is asked. */
  void watch(boolean looks) {
    watched = looks;
    if (looks) {
      refresh();
    }
  }

  /** Nothing tells that a calendar closed just now, or that a run waits for its group. */
  private void age(Instant now) {
    if (watched && asking.askedAt().isBefore(now.minus(OFTEN))) {
      refresh();
    }
  }

  /** Asks for all of them anew. */
  void refresh() {
    asking.refresh();
  }

  private static Shared shared(EpochClient client) throws IOException {
    return new Shared(client.calendars().list(), client.groups());
  }

  private void show(Shared answer) {
    put(calendars, answer.calendars(), it -> it.calendar().name());
    put(groups, answer.groups(), GroupState::name);
    look();
  }

  /** Rows stay what they are, so that neither the selection nor what one reads moves. */
  private static <T> void put(ObservableList<T> list, List<T> newer, Function<T, String> name) {
    Set<String> names = newer.stream().map(name).collect(Collectors.toSet());
    list.removeIf(row -> !names.contains(name.apply(row)));
    for (int i = 0; i < newer.size(); i++) {
      T row = newer.get(i);
      if (i >= list.size() || !name.apply(list.get(i)).equals(name.apply(row))) {
        list.add(i, row);
      } else if (!list.get(i).equals(row)) {
        list.set(i, row);
      }
    }
  }

  /** Asks when the chosen one will be closed. */
  private void look() {
    int mine = ++looked;
    String name = chosen.get();
    if (find(name).isEmpty()) {
      closures.set(Optional.empty());
      return;
    }
    Instant now = cluster.nowProperty().get();
    runner.run(
        () -> session.client().calendars().closures(name, now, now.plus(AHEAD)).closures(),
        found -> {
          if (mine == looked) {
            closures.set(Optional.of(found));
          }
        },
        _ -> {
          if (mine == looked) {
            closures.set(Optional.empty());
          }
        });
  }

  /** The calendar of that name, as far as is known. */
  Optional<CalendarDetails> find(String name) {
    return calendars.stream().filter(it -> it.calendar().name().equals(name)).findFirst();
  }

  ObservableList<CalendarDetails> calendars() {
    return calendars;
  }

  ObservableList<GroupState> groups() {
    return groups;
  }

  /** The name of the one that is looked at, or empty. */
  StringProperty chosenProperty() {
    return chosen;
  }

  /** When that one will be closed, once it is known. */
  ReadOnlyObjectProperty<Optional<List<Closure>>> closuresProperty() {
    return closures.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return asking.pictureProperty();
  }
}
