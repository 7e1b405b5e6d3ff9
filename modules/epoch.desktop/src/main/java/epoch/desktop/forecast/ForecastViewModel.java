package epoch.desktop.forecast;

import epoch.api.rest.Forecast;
import epoch.api.rest.Forecast.Bucket;
import epoch.api.rest.Forecast.Collision;
import epoch.desktop.cluster.Asking;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the schedules will ask for, of the time that comes; asked for while somebody looks. */
public final class ForecastViewModel {

  /** How far ahead one looks. */
  enum Window {
    HOURS("6 hours", Duration.ofHours(6)),
    DAY("24 hours", Duration.ofDays(1)),
    WEEK("7 days", Duration.ofDays(7)),
    MONTH("30 days", Duration.ofDays(30));

    private final String word;
    private final Duration length;

    Window(String word, Duration length) {
      this.word = word;
      this.length = length;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** As many as the server answers unasked. */
  static final int BUCKETS = 48;

  /** It is the same for a while, and dear for the server where there are many topologies. */
  private static final Duration OFTEN = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final TimeWords times;
  private final ObjectProperty<Window> window = new SimpleObjectProperty<>(Window.DAY);
  private final ReadOnlyObjectWrapper<Optional<Forecast>> forecast =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableList<Collision> collisions = FXCollections.observableArrayList();
  private final Asking<Forecast> asking;
  private boolean watched;

  /** Nothing is asked before it is watched. */
  public ForecastViewModel(Session session, Runner runner, Cluster cluster, TimeWords times) {
    this.cluster = cluster;
    this.times = times;
    this.asking = new Asking<>(session, runner, cluster, this::question, this::show);
    window.addListener((_, _, _) -> restart());
    cluster.nowProperty().subscribe(this::age);
  }

  /** Whether anybody looks; if nobody does, nothing is asked. */
  void watch(boolean looks) {
    watched = looks;
    if (looks) {
      refresh();
    }
  }

  private void age(Instant now) {
    if (watched && asking.askedAt().isBefore(now.minus(OFTEN))) {
      refresh();
    }
  }

  private void restart() {
    forecast.set(Optional.empty());
    collisions.clear();
    asking.restart();
  }

  /** Asks anew. */
  void refresh() {
    asking.refresh();
  }

  private Asking.Question<Forecast> question() {
    Instant from = cluster.nowProperty().get();
    Instant to = from.plus(window.get().length);
    return client -> client.forecast(from, to, null);
  }

  private void show(Forecast newer) {
    forecast.set(Optional.of(newer));
    if (!collisions.equals(newer.collisions())) {
      collisions.setAll(newer.collisions());
    }
  }

  /** All of it in one sentence, such as {@code 1,284 runs, most of them, 211, from 03:00 on}. */
  String summary() {
    Optional<Forecast> known = forecast.get();
    if (known.isEmpty()) {
      return "";
    }
    long runs = known.get().buckets().stream().mapToLong(Bucket::runs).sum();
    return runs == 0
        ? "Nothing is to run."
        : "%,d %s; %s".formatted(runs, runs == 1 ? "run" : "runs", most(Bucket::runs, ""));
  }

  /** The highest of the buckets, such as {@code 211 at most, from 03:00 on}. */
  String most(ToLongFunction<Bucket> part, String unit) {
    return forecast
        .get()
        .flatMap(it -> it.buckets().stream().max(Comparator.comparingLong(part)))
        .map(it ->
            "%,d%s at most, from %s on"
                .formatted(
                    part.applyAsLong(it), unit, times.point(it.at(), cluster.nowProperty().get())))
        .orElse("");
  }

  /** How long each bar stands for, such as {@code 30 min}. */
  String each() {
    return forecast
        .get()
        .map(it -> TimeWords.span(it.from(), it.from().plusMillis(it.bucket())))
        .orElse("");
  }

  ObjectProperty<Window> windowProperty() {
    return window;
  }

  ReadOnlyObjectProperty<Optional<Forecast>> forecastProperty() {
    return forecast.getReadOnlyProperty();
  }

  /** The moments at which most begins, the worst first. */
  ObservableList<Collision> collisions() {
    return collisions;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return asking.pictureProperty();
  }
}
