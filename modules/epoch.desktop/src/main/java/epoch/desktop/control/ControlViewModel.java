package epoch.desktop.control;

import epoch.api.rest.FailoverReport;
import epoch.api.rest.HoldState;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What is done with the whole cluster: hold, release, step down; and how leaderships followed. */
public final class ControlViewModel {

  private static final List<String> HELD_FIRES =
      List.of(
          "LATEST: run the latest of each topology",
          "RUN: run every one of them",
          "SKIP: run none of them");

  private final Session session;
  private final Runner runner;
  private final Cluster cluster;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final ObservableList<FailoverReport> failovers = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());

  /** Nothing is asked yet. */
  public ControlViewModel(
      Session session, Runner runner, Cluster cluster, Dialogs dialogs, Deeds deeds) {
    this.session = session;
    this.runner = runner;
    this.cluster = cluster;
    this.dialogs = dialogs;
    this.deeds = deeds;
    cluster.leaderProperty().addListener((_, _, _) -> refresh());
  }

  /** Asks for the failovers. */
  void refresh() {
    runner.run(
        () -> session.client().failovers(),
        answer -> {
          failovers.setAll(answer);
          picture.set(new Picture.Live(cluster.nowProperty().get()));
        },
        failure -> picture.set(picture.get().failed(Reason.of(failure))));
  }

  /** Asks whether to hold, or to release, whichever changes something. */
  public void askHoldOrRelease() {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    if (cluster.holdProperty().get().held()) {
      askRelease();
    } else {
      askHold();
    }
  }

  private void askHold() {
    String name = session.connection().name();
    dialogs.ask(
        new Question(
            "Hold " + name + "?",
            List.of(
                "Nothing fires and no task is created until it is released.",
                "Fire times are not lost: at the release one says what becomes of them.",
                "Tasks that run on Drove go on."),
            "Undo: release.",
            "Hold",
            Care.red(
                Question.Reason.REQUIRED,
                session.connection().identity() == Identity.PRODUCTION ? name : ""),
            answer ->
                deeds.carryOut(
                    "Hold " + name,
                    () -> {
                      var _ = session.client().hold(answer.reason().strip());
                      return "Held";
                    })));
  }

  private void askRelease() {
    HoldState hold = cluster.holdProperty().get();
    String since =
        hold.reason() == null ? "It was held." : "It was held: " + Plain.line(hold.reason());
    long held =
        cluster.rows().stream()
            .filter(row -> Boolean.TRUE.equals(row.facts().standing().held()))
            .count();
    dialogs.ask(
        new Question(
            "Release " + session.connection().name() + "?",
            List.of(
                since,
                "%,d active topologies fire again from now on.".formatted(held),
                "Say what becomes of the fire times that were held back:"),
            "What was run cannot be undone.",
            "Release",
            Care.NONE.choosing(HELD_FIRES),
            answer -> {
              String what = answer.choice().substring(0, answer.choice().indexOf(':'));
              deeds.carryOut(
                  "Release",
                  () -> {
                    var _ = session.client().release(what);
                    return "Released, held fires: " + what.toLowerCase(Locale.ROOT);
                  });
            }));
  }

  /** Asks whether the leader is to give up its leadership. */
  public void askStepDown() {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    dialogs.ask(
        new Question(
            "Have " + cluster.leaderProperty().get() + " step down?",
            List.of(
                "Another member leads within seconds; fire times meanwhile are caught up on.",
                "Runs under way go on; no task is killed."),
            "Undo: have the next one step down.",
            "Step down",
            Care.red(
                Question.Reason.NONE,
                session.connection().identity() == Identity.PRODUCTION
                    ? session.connection().name()
                    : ""),
            _ ->
                deeds.carryOut(
                    "Step down",
                    () -> {
                      var _ = session.client().stepDown();
                      return "The leader steps down";
                    })));
  }

  ObservableList<FailoverReport> failovers() {
    return failovers;
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
