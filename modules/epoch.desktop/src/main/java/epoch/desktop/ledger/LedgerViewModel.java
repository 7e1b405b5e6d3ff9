package epoch.desktop.ledger;

import epoch.api.rest.LedgerPage;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.Why;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What became of the fire times of a topology, and why. */
public final class LedgerViewModel {

  /** How far back one looks. */
  enum Window {
    DAY("24 hours", Duration.ofHours(24)),
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

  /** So many fire times are shown at most; of what fires each second a day has 86,400. */
  static final int MOST = 5_000;

  private static final Duration AHEAD = Duration.ofHours(1);

  private final Session session;
  private final Runner runner;
  private final InstantSource clock;
  private final StringProperty topology = new SimpleStringProperty("");
  private final ObjectProperty<Window> window = new SimpleObjectProperty<>(Window.DAY);
  private final BooleanProperty exceptions = new SimpleBooleanProperty();
  private final ObservableList<LedgerEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Picture> picture;
  private final ReadOnlyStringWrapper why = new ReadOnlyStringWrapper("");
  private List<LedgerEntry> all = List.of();
  private int asked;

  /** Nothing is asked before a topology is named. */
  public LedgerViewModel(Session session, Runner runner, InstantSource clock) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    this.picture = new ReadOnlyObjectWrapper<>(new Picture.Live(clock.instant()));
    topology.addListener((_, _, _) -> refresh());
    window.addListener((_, _, _) -> refresh());
    exceptions.addListener((_, _, _) -> show());
  }

  /** Asks anew. */
  void refresh() {
    String id = topology.get().strip();
    int mine = ++asked;
    why.set("");
    if (id.isEmpty()) {
      all = List.of();
      show();
      picture.set(new Picture.Live(clock.instant()));
      return;
    }
    Instant now = clock.instant();
    Instant begin = now.minus(window.get().length);
    picture.set(new Picture.Loading());
    runner.run(
        () -> read(id, begin, now.plus(AHEAD)),
        answer -> {
          if (mine == asked) {
            all = answer;
            show();
            picture.set(new Picture.Live(clock.instant()));
          }
        },
        failure -> {
          if (mine == asked) {
            all = List.of();
            show();
            picture.set(new Picture.Failed(Reason.of(failure)));
          }
        });
  }

  private List<LedgerEntry> read(String id, Instant begin, Instant end) throws IOException {
    List<LedgerEntry> read = new ArrayList<>();
    Instant from = begin;
    while (true) {
      LedgerPage page = session.client().ledger(id, from, end);
      read.addAll(page.entries());
      if (page.next() == null || read.size() >= MOST || !page.next().isAfter(from)) {
        return read.reversed();
      }
      from = page.next();
    }
  }

  private void show() {
    entries.setAll(
        exceptions.get() ? all.stream().filter(LedgerViewModel::exceptional).toList() : all);
  }

  private static boolean exceptional(LedgerEntry entry) {
    return !entry.verdict().equals("RAN") && !entry.verdict().equals("PLANNED");
  }

  /** Asks the server to explain a fire time. */
  void explain(Optional<Instant> at) {
    String id = topology.get().strip();
    if (id.isEmpty()) {
      return;
    }
    int mine = asked;
    runner.run(
        () -> session.client().why(id, at.orElse(null)),
        answer -> {
          if (mine == asked) {
            why.set(sentence(answer));
          }
        },
        failure -> why.set(Reason.of(failure)));
  }

  private static String sentence(Why answer) {
    return Plain.line(answer.sentence());
  }

  /** How many did what, such as {@code 94 ran, 2 missed}. */
  String summary() {
    if (topology.get().isBlank()) {
      return "";
    }
    StringBuilder words = new StringBuilder();
    for (String verdict :
        List.of("RAN", "CAUGHT_UP", "SKIPPED", "MISSED", "UNACCOUNTED", "HELD", "DUE")) {
      long count = all.stream().filter(entry -> entry.verdict().equals(verdict)).count();
      if (count > 0) {
        words
            .append(words.isEmpty() ? "" : ", ")
            .append("%,d ".formatted(count))
            .append(verdict.toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return words.isEmpty() ? "No fire time" : words.toString();
  }

  StringProperty topologyProperty() {
    return topology;
  }

  ObjectProperty<Window> windowProperty() {
    return window;
  }

  BooleanProperty exceptionsProperty() {
    return exceptions;
  }

  ObservableList<LedgerEntry> entries() {
    return entries;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** What the server says about the fire time that was asked about. */
  ReadOnlyStringProperty whyProperty() {
    return why.getReadOnlyProperty();
  }
}
