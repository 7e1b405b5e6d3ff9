package epoch.desktop.calendars;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.calendar.Calendar;
import epoch.api.json.Json;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Reason;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.window.Question.Care;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done with calendars. */
public final class CalendarActions {

  private static final int NAMED = 10;

  private final Session session;
  private final Runner runner;
  private final Cluster cluster;
  private final Dialogs dialogs;
  private final Deeds deeds;
  private final Navigator navigator;
  private final TimeWords times;
  private final CalendarsViewModel model;

  /** With those that the model shows. */
  public CalendarActions(
      Session session,
      Runner runner,
      Cluster cluster,
      Dialogs dialogs,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      CalendarsViewModel model) {
    this.session = session;
    this.runner = runner;
    this.cluster = cluster;
    this.dialogs = dialogs;
    this.deeds = deeds;
    this.navigator = navigator;
    this.times = times;
    this.model = model;
  }

  /** Opens the editor for a new one. */
  void create() {
    if (!deeds.refuses(Role.ADMIN)) {
      navigator.go(new Place.CalendarEditor("", ""));
    }
  }

  /** Opens the editor. */
  void edit(CalendarDetails details) {
    if (!deeds.refuses(Role.ADMIN)) {
      navigator.go(new Place.CalendarEditor(details.calendar().name(), ""));
    }
  }

  /** Opens the editor with a window that ends by itself, beginning soon. */
  void maintain(CalendarDetails details) {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    ObjectNode json = Json.tree(details.calendar()).deepCopy();
    Instant soon = times.nextHour(cluster.nowProperty().get());
    new CalendarForm.Add(CalendarWindow.ONCE, soon).apply(json);
    navigator.go(new Place.CalendarEditor(details.calendar().name(), Json.pretty(json)));
  }

  /** Asks whether to delete one; what topologies name cannot be. */
  void askDelete(CalendarDetails known) {
    if (deeds.refuses(Role.ADMIN)) {
      return;
    }
    String name = known.calendar().name();
    runner.run(
        () -> session.client().calendars().find(name),
        this::askDeleteNow,
        failure -> deeds.problemProperty().set(Reason.of(failure)));
  }

  private void askDeleteNow(CalendarDetails details) {
    String name = Plain.line(details.calendar().name());
    if (details.users() > 0) {
      dialogs.ask(
          Question.of(
              "%s cannot be deleted".formatted(name),
              users(details),
              "Take it out of their policies first.",
              "Understood",
              () -> {}));
      return;
    }
    boolean production = session.connection().identity() == Identity.PRODUCTION;
    dialogs.ask(
        new Question(
            "Delete the calendar " + name + "?",
            List.of("No topology names it."),
            "Undo: create it again.",
            "Delete",
            Care.red(Question.Reason.NONE, production ? name : ""),
            _ -> delete(details.calendar())));
  }

  private static List<String> users(CalendarDetails details) {
    List<String> lines = new ArrayList<>();
    lines.add(
        details.users() == 1
            ? "A topology names it:"
            : "%,d topologies name it:".formatted(details.users()));
    details.usedBy().stream().limit(NAMED).map(Plain::line).forEach(lines::add);
    if (details.users() > NAMED) {
      lines.add("and %,d more".formatted(details.users() - NAMED));
    }
    return lines;
  }

  private void delete(Calendar calendar) {
    String name = Plain.line(calendar.name());
    deeds.carryOut(
        "Delete the calendar " + name,
        () -> {
          var _ = session.client().calendars().delete(calendar.name());
          return name + ": Deleted";
        },
        Optional.of(
            new Deeds.Undo(
                "Create the calendar " + name + " again",
                () -> {
                  var _ = session.client().calendars().create(calendar);
                  runner.show(model::refresh);
                  return name + ": There again";
                })),
        _ -> {
          model.chosenProperty().set("");
          model.refresh();
        });
  }
}
