package epoch.desktop;

import epoch.api.rest.ClusterState;
import epoch.api.rest.HoldState;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Picture;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;

/** What stands above every view of a cluster: one line at a time, the worst first. */
final class Warnings {

  private final StringBinding stale;
  private final StringBinding problem;
  private final StringBinding others;

  Warnings(Cluster cluster, Deeds deeds, TimeWords times) {
    this.stale =
        Bindings.createStringBinding(
            () -> stale(cluster, times), cluster.pictureProperty(), cluster.nowProperty());
    this.problem =
        Bindings.createStringBinding(
            () -> stale.get().isEmpty() ? deeds.problemProperty().get() : "",
            stale,
            deeds.problemProperty());
    this.others =
        Bindings.createStringBinding(
            () -> stale.get().isEmpty() && problem.get().isEmpty() ? others(cluster, times) : "",
            stale,
            problem,
            cluster.holdProperty(),
            cluster.stateProperty());
  }

  private static String stale(Cluster cluster, TimeWords times) {
    Instant now = cluster.nowProperty().get();
    return cluster.pictureProperty().get() instanceof Picture.Stale(var since, String reason)
        ? "Stale since %s (%s): %s. The last picture stays, actions wait."
            .formatted(times.moment(since, now), TimeWords.ago(since, now), reason)
        : "";
  }

  private static String others(Cluster cluster, TimeWords times) {
    HoldState hold = cluster.holdProperty().get();
    if (hold.held()) {
      String since =
          hold.since() == null
              ? ""
              : " since " + times.point(hold.since(), cluster.nowProperty().get());
      return "Held%s by %s: %s. Nothing fires, nothing is created."
          .formatted(since, Plain.line("" + hold.by()), Plain.line("" + hold.reason()));
    }
    Optional<ClusterState> state = cluster.stateProperty().get();
    if (state.filter(it -> !it.authEnabled()).isPresent()) {
      return "The door is open: whoever reaches this cluster may do everything.";
    }
    return state.filter(ClusterState::defaultPasswords).isPresent()
        ? "A user of this cluster has a password that everybody knows."
        : "";
  }

  /** That the picture is old, or empty. */
  StringBinding stale() {
    return stale;
  }

  /** Why the last change was not made, or empty. */
  StringBinding problem() {
    return problem;
  }

  /** Held, the door open, passwords that everybody knows; or empty. */
  StringBinding others() {
    return others;
  }
}
