package epoch.desktop.cluster;

import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.api.rest.RunEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * One cluster as the console knows it: the one picture that all views look at. It is told of
 * changes in batches and lives on the thread of the screen.
 */
public final class Cluster {

  private final InstantSource clock;
  private final Map<String, TopologyRow> rows = new LinkedHashMap<>();
  private final ReadOnlyLongWrapper topologyChanges = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper runChanges = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper calendarChanges = new ReadOnlyLongWrapper();
  private final ReadOnlyObjectWrapper<Optional<ClusterState>> state =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<HoldState> hold = new ReadOnlyObjectWrapper<>(HoldState.FREE);
  private final ReadOnlyStringWrapper leader = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Instant> now;
  private final Happenings happenings = new Happenings();
  private final Samples samples = new Samples();
  private final List<Consumer<RunEntry>> runListeners = new ArrayList<>();

  /** When the server last told anything. */
  private Instant heard;

  private boolean seen;

  /** Nothing is known yet. */
  public Cluster(InstantSource clock) {
    this.clock = clock;
    this.heard = clock.instant();
    this.now = new ReadOnlyObjectWrapper<>(heard);
  }

  /** Takes in what changed; what watches is told once for the whole batch. */
  public void take(List<Change> changes) {
    now.set(clock.instant());
    heard = now.get();
    Change leads = new Change.Leader(leader.get());
    boolean topologies = false;
    boolean runs = false;
    boolean calendars = false;
    for (Change change : changes) {
      switch (change) {
        // Only kept: what is told of them while they are read comes behind them all.
        case Change.Read(int round, List<TopologyFacts> some) ->
            some.forEach(facts -> put(facts).readIn(round));
        case Change.AllRead(int round) -> {
          rows.values().removeIf(row -> !row.isOf(round));
          topologies = true;
          // What was missed may have been about anything.
          calendars = true;
        }
        case Change.Topology(TopologyFacts facts) -> {
          put(facts);
          topologies = true;
        }
        case Change.Removed(String id) -> topologies |= rows.remove(id) != null;
        case Change.RunMoved(RunEntry entry) -> {
          runs = true;
          List.copyOf(runListeners).forEach(listener -> listener.accept(entry));
        }
        case Change.Fire(var fire) -> samples.fired(fire, now.get());
        case Change.Leader(String member) -> leader.set(member);
        case Change.Hold(HoldState newer) -> hold.set(newer);
        case Change.CalendarMoved _ -> calendars = true;
        case Change.State(ClusterState newer) -> {
          show(newer);
          samples.counted(newer.counts(), now.get());
        }
      }
    }
    // Each stream begins with who leads; that the same still leads is nothing that happened.
    happenings.add(changes.stream().filter(it -> !it.equals(leads)).toList(), now.get());
    if (topologies) {
      topologyChanges.set(topologyChanges.get() + 1);
    }
    if (runs) {
      runChanges.set(runChanges.get() + 1);
    }
    if (calendars) {
      calendarChanges.set(calendarChanges.get() + 1);
    }
  }

  private void show(ClusterState newer) {
    state.set(Optional.of(newer));
    hold.set(newer.hold());
    leader.set(newer.leader() == null ? "" : newer.leader());
  }

  /** What is shown already is not kept a second time. */
  private TopologyRow put(TopologyFacts facts) {
    TopologyRow row = rows.computeIfAbsent(facts.id(), _ -> new TopologyRow(facts));
    if (!row.facts().equals(facts)) {
      row.show(facts);
    }
    return row;
  }

  /** Shows what was there before, until there is something newer. */
  public void recall(Snapshot snapshot) {
    if (!(picture.get() instanceof Picture.Loading)) {
      return;
    }
    snapshot.topologies().forEach(this::put);
    ClusterState known = snapshot.about().state();
    if (known != null) {
      show(known);
    }
    topologyChanges.set(topologyChanges.get() + 1);
    picture.set(new Picture.Stale(snapshot.about().at(), "the console has just been started"));
  }

  /** What is shown now, to be shown again later; empty while it is of no use. */
  public Optional<Snapshot> snapshot(Session session) {
    Optional<Instant> at =
        switch (picture.get()) {
          case Picture.Live _ -> Optional.of(heard);
          case Picture.Stale(Instant since, String _) -> Optional.of(since);
          case Picture.Loading _, Picture.Failed _ -> Optional.empty();
        };
    Connection connection = session.connection();
    return at.map(time ->
        new Snapshot(
            new Snapshot.About(
                time,
                connection.name(),
                connection.urls(),
                connection.user(),
                session.roleProperty().get().name(),
                state.get().orElse(null)),
            rows.values().stream().map(TopologyRow::facts).toList()));
  }

  /** Whether the cluster itself was seen, not only a picture of earlier. */
  public boolean isSeen() {
    return seen;
  }

  /** The feed is up: what is shown is what is. */
  public void live() {
    now.set(clock.instant());
    heard = now.get();
    seen = true;
    picture.set(new Picture.Live(heard));
  }

  /** The feed broke off. */
  public void away(String reason) {
    now.set(clock.instant());
    Picture before = picture.get();
    picture.set(
        before instanceof Picture.Live ? new Picture.Stale(heard, reason) : before.failed(reason));
  }

  /** What the console does to get or keep the picture, in words. */
  public void doing(String words) {
    doing.set(words);
  }

  /** Time goes on. */
  public void tick() {
    now.set(clock.instant());
  }

  /** A topology by id. */
  public Optional<TopologyRow> row(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** All topologies. */
  public Collection<TopologyRow> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** Hears of every run that moves, until the answer is called. */
  public Runnable onRun(Consumer<RunEntry> listener) {
    runListeners.add(listener);
    return () -> runListeners.remove(listener);
  }

  /** Grows whenever topologies changed. */
  public ReadOnlyLongProperty topologyChanges() {
    return topologyChanges.getReadOnlyProperty();
  }

  /** Grows whenever runs moved. */
  public ReadOnlyLongProperty runChanges() {
    return runChanges.getReadOnlyProperty();
  }

  /** Grows whenever calendars changed. */
  public ReadOnlyLongProperty calendarChanges() {
    return calendarChanges.getReadOnlyProperty();
  }

  /** As its leader sees it, once that is known. */
  public ReadOnlyObjectProperty<Optional<ClusterState>> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether the world stands still. */
  public ReadOnlyObjectProperty<HoldState> holdProperty() {
    return hold.getReadOnlyProperty();
  }

  /** Who leads, or empty. */
  public ReadOnlyStringProperty leaderProperty() {
    return leader.getReadOnlyProperty();
  }

  /** How much the picture may be trusted. */
  public ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** What the console does to get or keep the picture. */
  public ReadOnlyStringProperty doingProperty() {
    return doing.getReadOnlyProperty();
  }

  /** The time to which ages are counted. */
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  /** What happened lately. */
  public Happenings happenings() {
    return happenings;
  }

  /** How it went lately, for charts. */
  public Samples samples() {
    return samples;
  }
}
