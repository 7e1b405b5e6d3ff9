package epoch.desktop.calendars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.GroupState;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.desktop.cluster.Happenings;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Picture;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalendarsViewModelTest {

  private Known known = new Known("admin", Identity.PRODUCTION);
  private CalendarActions actions;
  private GroupActions groups;

  @AfterEach
  void close() {
    known.close();
  }

  private CalendarsViewModel open() {
    known.server.calendars.put(Calendar.of("holidays", "UTC", DatesWindow.of("--12-25")));
    known.server.calendars.put(
        Calendar.of(
            "move",
            null,
            OnceWindow.of(
                FakeEpoch.START.minusSeconds(60), FakeEpoch.START.plusSeconds(3_600), "Storage")));
    known.server.calendars.put(new GroupState("database", 1, true, List.of(), List.of()));
    Entry entry = Entry.of("a");
    Topology resting =
        entry.topology().withPolicy(Policy.standard().withCalendars(List.of("holidays"), null));
    known.server.world.put(entry.saying(resting));
    known.live();
    CalendarsViewModel model = new CalendarsViewModel(known.session, known.runner, known.cluster);
    actions =
        new CalendarActions(
            known.session,
            known.runner,
            known.cluster,
            known.dialogs,
            known.deeds,
            known.navigator,
            known.times,
            model);
    groups = new GroupActions(known.session, known.runner, known.dialogs, known.deeds, model);
    model.watch(true);
    return model;
  }

  private static CalendarDetails row(CalendarsViewModel model, String name) {
    return model.find(name).orElseThrow();
  }

  @Test
  void allAreThereWithWhatIsClosedAndForWhom() {
    CalendarsViewModel model = open();
    assertEquals(2, model.calendars().size());
    assertEquals(List.of("a"), row(model, "holidays").usedBy());
    assertEquals("Storage", Optional.ofNullable(row(model, "move").now()).orElseThrow().title());
    model.chosenProperty().set("move");
    assertEquals(1, model.closuresProperty().get().orElseThrow().size());
    assertEquals("database", model.groups().getFirst().name());
  }

  @Test
  void whatTopologiesNameIsNotDeletedAndTheyAreNamed() {
    CalendarsViewModel model = open();
    actions.askDelete(row(model, "holidays"));
    assertEquals("holidays cannot be deleted", known.asked().title());
    assertEquals(List.of("A topology names it:", "a"), known.asked().lines());
    known.yes();
    assertTrue(known.server.calendars.calendar("holidays").isPresent());
  }

  @Test
  void whoNamedItMeanwhileIsNamedByTheRefusal() {
    CalendarsViewModel model = open();
    actions.askDelete(row(model, "move"));
    Entry entry = Entry.of("b");
    known.server.world.put(
        entry.saying(
            entry.topology().withPolicy(Policy.standard().withCalendars(List.of("move"), null))));
    known.yes();
    assertTrue(known.deeds.problemProperty().get().contains("is named by b"));
    assertTrue(known.server.calendars.calendar("move").isPresent());
  }

  @Test
  void oneThatNobodyNamesIsDeletedAndComesBack() {
    CalendarsViewModel model = open();
    model.chosenProperty().set("move");
    actions.askDelete(row(model, "move"));
    assertTrue(known.asked().care().red());
    assertEquals("move", known.asked().care().typed());
    known.yes();
    assertEquals(Optional.empty(), known.server.calendars.calendar("move"));
    assertEquals(1, model.calendars().size());
    assertEquals("", model.chosenProperty().get());
    known.deeds.undo();
    assertEquals(2, model.calendars().size());
    assertEquals(1, row(model, "move").calendar().windows().size());
  }

  @Test
  void aMaintenanceIsAWindowMoreThatEndsByItself() {
    CalendarsViewModel model = open();
    actions.maintain(row(model, "holidays"));
    Place place = known.navigator.currentProperty().get();
    assertTrue(place instanceof Place.CalendarEditor);
    String json = place instanceof Place.CalendarEditor(String _, String text) ? text : "";
    assertTrue(json.contains("\"ONCE\""), json);
    assertTrue(json.contains("--12-25"), json);
  }

  @Test
  void aLimitIsSetAndUndone() {
    CalendarsViewModel model = open();
    groups.askLimit(model.groups().getFirst());
    known.yes("", "", "4");
    assertEquals(4, known.server.calendars.limit("database"));
    assertEquals(4, model.groups().getFirst().limit());
    known.deeds.undo();
    assertEquals(1, model.groups().getFirst().limit());
    groups.askLimit(model.groups().getFirst());
    assertEquals("“many” is no number", known.wrong("", "many"));
    assertEquals("0 is not 1 to 10,000", known.wrong("", "0"));
    assertEquals("", known.wrong("", " 7 "));
  }

  @Test
  void aLimitIsTakenAwayAndSetAgain() {
    CalendarsViewModel model = open();
    GroupState.Place place = new GroupState.Place("a", "r", 0, FakeEpoch.START);
    known.server.calendars.put(
        new GroupState("database", 3, true, List.of(place, place), List.of(place)));
    model.refresh();
    groups.askRemoveLimit(model.groups().getFirst());
    assertEquals(
        List.of(
            "It is 3 now; without one of its own, one run at a time is in.",
            "The 2 that run go on; nobody else begins before all of them have ended.",
            "1 wait on, and go one after the other.",
            "Topologies that name the group go on naming it."),
        known.asked().lines());
    known.yes();
    assertEquals(1, model.groups().getFirst().limit());
    known.deeds.undo();
    assertEquals(3, model.groups().getFirst().limit());
  }

  @Test
  void whereNobodySetALimitNoneIsTakenAwayAndUndoingOneLeavesNone() {
    CalendarsViewModel model = open();
    groups.askRemoveLimit(model.groups().getFirst());
    known.yes();
    assertFalse(model.groups().getFirst().limited());
    groups.askRemoveLimit(model.groups().getFirst());
    assertTrue(known.dialogs.questionProperty().get().isEmpty());
    assertEquals(
        "database has no limit of its own: one at a time", known.deeds.problemProperty().get());
    groups.askLimit(model.groups().getFirst());
    known.yes("", "", "4");
    assertTrue(model.groups().getFirst().limited());
    known.deeds.undo();
    assertFalse(model.groups().getFirst().limited());
  }

  @Test
  void whatIsToldOfCalendarsIsSeenAtOnce() {
    CalendarsViewModel model = open();
    known.server.calendars.put(Calendar.of("early", null));
    known.server.tell("calendar", known.server.calendars.details("early"));
    known.until(() -> model.calendars().size() == 3);
    known.server.calendars.remove("early");
    known.server.tell("calendar-removed", Map.of("name", "early"));
    known.until(() -> model.calendars().size() == 2);
    assertEquals(
        List.of("was deleted", "was made or changed"),
        known.cluster.happenings().all().stream()
            .filter(it -> it.name().equals("early"))
            .map(Happenings.Happening::words)
            .toList());
  }

  /** How often this was asked for; the cluster itself is asked all the time. */
  private long asked() {
    return known.server.calls().stream()
        .filter(call -> !call.equals("GET /apis/v1/cluster"))
        .count();
  }

  @Test
  void whatIsLookedAtIsAskedAgainAndStaysWhatItWas() {
    CalendarsViewModel model = open();
    model.chosenProperty().set("move");
    CalendarDetails kept = row(model, "holidays");
    known.server.calendars.put(Calendar.of("early", null));
    known.clock.advance(Duration.ofSeconds(20));
    known.cluster.tick();
    assertEquals(3, model.calendars().size());
    assertTrue(model.calendars().contains(kept));
    assertEquals("move", model.chosenProperty().get());
    model.watch(false);
    long asked = asked();
    known.clock.advance(Duration.ofSeconds(20));
    known.cluster.tick();
    assertEquals(asked, asked());
  }

  @Test
  void withoutAnAnswerWhatWasSeenStays() {
    CalendarsViewModel model = open();
    known.server.goAway();
    model.refresh();
    assertTrue(model.pictureProperty().get() instanceof Picture.Stale);
    assertEquals(2, model.calendars().size());
    known.server.comeBack();
  }

  @Test
  void whoIsNoAdministratorChangesNothing() {
    known.close();
    known = new Known("operator", Identity.OTHER);
    CalendarsViewModel model = open();
    known.session.isOf("READ_WRITE");
    actions.create();
    actions.edit(row(model, "move"));
    actions.maintain(row(model, "move"));
    actions.askDelete(row(model, "move"));
    groups.askLimit(model.groups().getFirst());
    assertEquals(new Place.Overview(), known.navigator.currentProperty().get());
    assertFalse(known.dialogs.questionProperty().get().isPresent());
    assertEquals("It needs the role ADMIN", known.deeds.problemProperty().get());
  }
}
