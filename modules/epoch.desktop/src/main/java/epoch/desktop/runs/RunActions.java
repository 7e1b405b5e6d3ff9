package epoch.desktop.runs;

import epoch.api.client.Terms;
import epoch.api.rest.CloseRequest;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.Role;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What can be done with a run: kill it, try again what failed, close it, run once more. */
public final class RunActions {

  private static final String STARTED = ": Started run ";
  private static final List<String> CLOSE_AS = List.of("FAILED", "SUCCEEDED", "FORGET");

  private final Session session;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final Navigator navigator;

  /** Makes it. */
  public RunActions(Session session, Dialogs dialogs, Deeds deeds, Navigator navigator) {
    this.session = session;
    this.dialogs = dialogs;
    this.deeds = deeds;
    this.navigator = navigator;
  }

  private static String name(Run run) {
    return Plain.line(run.topologyId()) + " " + Plain.line(run.runId());
  }

  private boolean refuses(boolean possible, String otherwise) {
    if (possible) {
      return deeds.refuses(Role.OPERATOR);
    }
    deeds.problemProperty().set(otherwise);
    return true;
  }

  private String typed(Run run) {
    return session.connection().identity() == Identity.PRODUCTION ? run.topologyId() : "";
  }

  /** Kill: {@code Shift K}. */
  public void askKill(Run run) {
    if (refuses(!run.state().isTerminal(), "The run has ended; there is nothing to kill")) {
      return;
    }
    dialogs.ask(
        new Question(
            "Kill run " + name(run) + "?",
            List.of(
                "Its tasks that run are killed on Drove; those that wait are cancelled.",
                "It counts as failed.",
                "The schedule goes on."),
            "Cannot be undone; it can be run again.",
            "Kill",
            Care.red(Question.Reason.OFFERED, typed(run)),
            answer -> kill(run, answer.reason())));
  }

  private void kill(Run run, String reason) {
    deeds.carryOut(
        "Kill " + name(run),
        () -> {
          KillAnswer answer =
              session
                  .client()
                  .changes()
                  .killRun(run.topologyId(), run.runId(), reason.isBlank() ? null : reason.strip());
          if (!answer.success()) {
            throw new IOException("" + answer.message());
          }
          return name(run) + ": Kill accepted";
        });
  }

  /** Kills one task of a run. */
  public void askKill(Run run, String task) {
    if (refuses(!run.state().isTerminal(), "The run has ended; there is nothing to kill")) {
      return;
    }
    dialogs.ask(
        new Question(
            "Kill task " + Plain.line(task) + "?",
            List.of("The task is killed on Drove.", "What follows on it in this run does not run."),
            "Cannot be undone; it can be run again.",
            "Kill",
            Care.red(Question.Reason.NONE, typed(run)),
            _ ->
                deeds.carryOut(
                    "Kill " + Plain.line(task),
                    () -> {
                      KillAnswer answer =
                          session.client().kill(run.topologyId(), run.runId(), task);
                      if (!answer.success()) {
                        throw new IOException("" + answer.message());
                      }
                      return Plain.line(task) + ": Kill accepted";
                    })));
  }

  /** Tries again what failed: {@code t}. */
  public void askRetry(Run run) {
    if (refuses(run.state() == RunState.FAILED, "Only a run that failed can be retried")) {
      return;
    }
    Terms once = Terms.once(UUID.randomUUID().toString());
    dialogs.ask(
        Question.of(
            "Retry what failed in " + name(run) + "?",
            List.of(
                "A new run starts with the tasks that failed or were not reached.",
                "Tasks that are done are not run again."),
            "Cannot be undone; a run can be killed.",
            "Retry",
            () -> started(run, "Retry " + name(run), once)));
  }

  private void started(Run run, String what, Terms once) {
    deeds.carryOut(
        what,
        () -> {
          String id = session.client().changes(once).retry(run.topologyId(), run.runId()).runId();
          return Plain.line(run.topologyId()) + STARTED + id;
        },
        Optional.empty(),
        told ->
            navigator.go(
                new Place.OneRun(
                    run.topologyId(),
                    told.substring(told.lastIndexOf(STARTED) + STARTED.length()))));
  }

  /** Decides how a run that is stuck ended. */
  public void askClose(Run run) {
    if (refuses(!run.state().isTerminal(), "The run has ended already")) {
      return;
    }
    dialogs.ask(
        new Question(
            "Close run " + name(run) + " as ended?",
            List.of(
                "For a run that is stuck. What still runs of it on Drove is not killed.",
                "Failed or succeeded is kept in its history; forget keeps nothing."),
            "Cannot be undone.",
            "Close",
            Care.red(Question.Reason.REQUIRED, typed(run)).choosing(CLOSE_AS),
            answer ->
                deeds.carryOut(
                    "Close " + name(run),
                    () -> {
                      var _ =
                          session
                              .client()
                              .close(
                                  run.topologyId(),
                                  run.runId(),
                                  new CloseRequest(answer.choice(), answer.reason().strip()));
                      return name(run) + ": Closed as " + answer.choice().toLowerCase(Locale.ROOT);
                    })));
  }
}
