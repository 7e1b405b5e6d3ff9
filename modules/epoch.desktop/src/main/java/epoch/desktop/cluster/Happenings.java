package epoch.desktop.cluster;

import epoch.api.rest.LiveEvent;
import epoch.api.run.Run;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What happened lately, the newest first; so much of it as one may want to read. */
public final class Happenings {

  static final int MOST = 2_000;

  /** What a happening is about. */
  public enum Kind {
    /** A run moved. */
    RUN,
    /** Fire times were accounted for. */
    FIRE,
    /** A topology was made, changed or removed. */
    TOPOLOGY,
    /** A calendar was made, changed or removed. */
    CALENDAR,
    /** Leadership, hold and release. */
    CLUSTER
  }

  /**
   * One of them.
   *
   * @param at when the console heard of it
   * @param kind what it is about
   * @param look its look
   * @param name of the topology or the calendar, or empty
   * @param runId the run, or empty
   * @param words what happened
   */
  public record Happening(
      Instant at, Kind kind, Optional<Look> look, String name, String runId, String words) {}

  private final ObservableList<Happening> all = FXCollections.observableArrayList();

  Happenings() {}

  void add(List<Change> changes, Instant now) {
    List<Happening> added = new ArrayList<>();
    for (Change change : changes) {
      happening(change, now).ifPresent(added::addFirst);
    }
    if (added.isEmpty()) {
      return;
    }
    all.addAll(0, added.size() > MOST ? added.subList(0, MOST) : added);
    if (all.size() > MOST) {
      all.remove(MOST, all.size());
    }
  }

  private static Optional<Happening> happening(Change change, Instant now) {
    return switch (change) {
      case Change.Read _, Change.AllRead _, Change.State _ -> Optional.empty();
      case Change.Topology(TopologyFacts facts) ->
          Optional.of(
              new Happening(
                  now,
                  Kind.TOPOLOGY,
                  Optional.of(facts.look()),
                  facts.id(),
                  "",
                  "is as shown now"));
      case Change.Removed(String id) ->
          Optional.of(
              new Happening(now, Kind.TOPOLOGY, Optional.of(Look.DELETED), id, "", "was deleted"));
      case Change.RunMoved(var entry) -> Optional.of(run(entry.run(), now));
      case Change.Fire(LiveEvent.Fired fire) -> Optional.of(fire(fire, now));
      case Change.CalendarMoved(String name, boolean there) ->
          Optional.of(
              new Happening(
                  now,
                  Kind.CALENDAR,
                  there ? Optional.empty() : Optional.of(Look.DELETED),
                  name,
                  "",
                  there ? "was made or changed" : "was deleted"));
      case Change.Leader(String leader) ->
          Optional.of(cluster(now, leader.isEmpty() ? "Nobody leads" : leader + " leads"));
      case Change.Hold(var hold) ->
          Optional.of(
              cluster(
                  now,
                  hold.held()
                      ? "Held by " + hold.by() + ": " + Plain.line("" + hold.reason())
                      : "Released"));
    };
  }

  private static Happening run(Run run, Instant now) {
    String message = run.message() == null ? "" : Plain.line(run.message());
    return new Happening(
        now, Kind.RUN, Optional.of(Look.of(run)), run.topologyId(), run.runId(), message);
  }

  private static Happening fire(LiveEvent.Fired fire, Instant now) {
    StringBuilder words = new StringBuilder();
    if (fire.count() > 1) {
      words.append(fire.count()).append(" fire times, ");
    }
    if (fire.lateness() != null) {
      words.append(fire.lateness()).append(" ms after its time");
    }
    if (fire.reason() != null) {
      words.append(words.isEmpty() ? "" : ", ").append(Plain.line(fire.reason()));
    }
    return new Happening(
        now,
        Kind.FIRE,
        Optional.of(Look.ofVerdict(fire.verdict())),
        fire.topologyId(),
        fire.runId() == null ? "" : fire.runId(),
        words.toString());
  }

  private static Happening cluster(Instant now, String words) {
    return new Happening(now, Kind.CLUSTER, Optional.empty(), "", "", words);
  }

  /** The newest first. */
  public ObservableList<Happening> all() {
    return FXCollections.unmodifiableObservableList(all);
  }
}
