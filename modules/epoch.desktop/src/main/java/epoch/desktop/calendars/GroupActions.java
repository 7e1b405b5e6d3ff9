package epoch.desktop.calendars;

import epoch.api.rest.GroupState;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Session;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done with concurrency groups. */
public final class GroupActions {

  private static final int MOST = 10_000;

  private final Session session;
  private final Runner runner;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final CalendarsViewModel model;

  /** With those that the model shows. */
  public GroupActions(
      Session session, Runner runner, Dialogs dialogs, Deeds deeds, CalendarsViewModel model) {
    this.session = session;
    this.runner = runner;
    this.dialogs = dialogs;
    this.deeds = deeds;
    this.model = model;
  }

  /** Asks how many of a group may run at once. */
  void askLimit(GroupState group) {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    String name = Plain.line(group.name());
    dialogs.ask(
        new Question(
            "How many of %s at once?".formatted(name),
            List.of(
                group.limited()
                    ? "It is %,d now.".formatted(group.limit())
                    : "Nobody set it: one at a time now.",
                "What runs goes on; what waits goes first by priority, then by age."),
            group.limited() ? "Undo: set it again." : "Undo: take it away.",
            "Set the limit",
            Care.NONE
                .asking("At once, 1 to %,d".formatted(MOST))
                .checked(answer -> problem(answer.field(0).strip())),
            answer -> limit(group, Integer.parseInt(answer.field(0).strip()))));
  }

  private static String problem(String typed) {
    try {
      int limit = Integer.parseInt(typed);
      return limit >= 1 && limit <= MOST ? "" : "%,d is not 1 to %,d".formatted(limit, MOST);
    } catch (NumberFormatException _) {
      return "“" + Plain.line(typed) + "” is no number";
    }
  }

  private void limit(GroupState group, int limit) {
    deeds.carryOut(
        "Set the limit of " + Plain.line(group.name()),
        () -> set(group, limit),
        Optional.of(group.limited() ? setAgain(group) : takeAway(group)),
        _ -> model.refresh());
  }

  private String set(GroupState group, int limit) throws IOException {
    var _ = session.client().limitGroup(group.name(), limit);
    return "%s: %,d at once".formatted(Plain.line(group.name()), limit);
  }

  private String remove(GroupState group) throws IOException {
    var _ = session.client().removeGroup(group.name());
    return Plain.line(group.name()) + ": No limit of its own, so one at a time";
  }

  private Deeds.Undo setAgain(GroupState group) {
    return undo(
        "Set the limit of %s to %,d".formatted(Plain.line(group.name()), group.limit()),
        () -> set(group, group.limit()));
  }

  private Deeds.Undo takeAway(GroupState group) {
    return undo(
        "Take the limit of %s away".formatted(Plain.line(group.name())), () -> remove(group));
  }

  private Deeds.Undo undo(String words, Runner.Work<String> work) {
    return new Deeds.Undo(
        words,
        () -> {
          String done = work.call();
          runner.show(model::refresh);
          return done;
        });
  }

  /** Asks whether to take the limit of a group away, if it has one of its own. */
  void askRemoveLimit(GroupState group) {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    String name = Plain.line(group.name());
    if (!group.limited()) {
      deeds.problemProperty().set(name + " has no limit of its own: one at a time");
      return;
    }
    dialogs.ask(
        Question.of(
            "Take the limit of %s away?".formatted(name),
            consequences(group),
            "Undo: set it again.",
            "Take it away",
            () ->
                deeds.carryOut(
                    "Take the limit of %s away".formatted(name),
                    () -> remove(group),
                    Optional.of(setAgain(group)),
                    _ -> model.refresh())));
  }

  private static List<String> consequences(GroupState group) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "It is %,d now; without one of its own, one run at a time is in.".formatted(group.limit()));
    if (group.running().size() > 1) {
      lines.add(
          "The %,d that run go on; nobody else begins before all of them have ended."
              .formatted(group.running().size()));
    }
    if (!group.waiting().isEmpty()) {
      lines.add("%,d wait on, and go one after the other.".formatted(group.waiting().size()));
    }
    lines.add("Topologies that name the group go on naming it.");
    return lines;
  }
}
