package epoch.desktop.calendars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.Closure;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.json.Json;
import epoch.desktop.form.Draft;
import epoch.desktop.form.Editing;
import epoch.desktop.form.Lossless;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.settings.Store;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditingCalendarTest {

  private static final CalendarForm FORM =
      new CalendarForm(ZoneId.of("Asia/Kolkata"), FakeEpoch.START, "UTC");

  @TempDir Path directory;

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private Editing<Calendar, List<Closure>> edit(String name) {
    known.server.calendars.put(Calendar.of("holidays", "UTC", DatesWindow.of("--12-25")));
    known.live();
    return new Editing<>(
        new Editing.With(
            known.session,
            known.runner,
            known.clock,
            known.dialogs,
            known.deeds,
            known.navigator,
            new Store(directory).drafts()),
        new CalendarKind(FORM),
        name,
        "");
  }

  private static void add(Draft draft, CalendarWindow kind) {
    draft.arrange(new CalendarForm.Add(kind, FakeEpoch.START));
  }

  @Test
  void everyKindOfWindowIsFilledIn() {
    Editing<Calendar, List<Closure>> model = edit("");
    Draft draft = model.draft();
    draft.value("name").set("all-of-them");
    draft.value("timeZone").set("Europe/Berlin");
    for (CalendarWindow kind : CalendarWindow.values()) {
      add(draft, kind);
    }
    draft.value("windows[0].dates").set("--12-25\n2026-12-31/2027-01-01");
    draft.value("windows[0].title").set("Holidays");
    draft.value("windows[1].days").set("FRI");
    draft.value("windows[1].from").set("22:00");
    draft.value("windows[1].to").set("06:00");
    draft.value("windows[2].to").set("2026-11-24 18:00");
    draft.value("windows[3].lasts").set("2h");
    model.askSave();
    assertEquals("Create all-of-them?", known.asked().title());
    known.yes();
    Calendar stored = known.server.calendars.calendar("all-of-them").orElseThrow();
    assertEquals(4, stored.windows().size());
    assertTrue(
        stored.windows().get(0) instanceof DatesWindow(List<String> dates, _, _, _)
            && dates.size() == 2);
    assertTrue(
        stored.windows().get(1) instanceof WeeklyWindow(_, String from, _, _, _, _)
            && "22:00".equals(from));
    assertTrue(
        stored.windows().get(2) instanceof OnceWindow once
            && FakeEpoch.START.plusSeconds(27_000).equals(once.to()));
    assertEquals(new Place.Calendars("all-of-them"), known.navigator.currentProperty().get());
  }

  @Test
  void eachFieldWritesWhatItRead() {
    ObjectNode root = Json.object().put("name", "all").put("description", "of\nthem");
    for (CalendarWindow kind : CalendarWindow.values()) {
      new CalendarForm.Add(kind, FakeEpoch.START).apply(root);
    }
    root.withArrayProperty("windows").addObject().put("type", "MOON").put("phase", 3);
    Lossless.check(FORM.of(root, true), root);
  }

  @Test
  void whatIsWrongIsSaidAtItsWindow() {
    Editing<Calendar, List<Closure>> model = edit("holidays");
    model.draft().value("windows[0].dates").set("--12-25\nsomeday");
    model.check();
    assertTrue(
        model.draft().error("windows[0].dates").get().startsWith("[1]: \"someday\" is no day"));
    model.askSave();
    assertFalse(known.dialogs.questionProperty().get().isPresent());
    model.draft().value("windows[0].dates").set("--12-25");
    add(model.draft(), CalendarWindow.ONCE);
    model.draft().value("windows[1].to").set("2026-11-24 01:00");
    model.check();
    assertEquals("is not after from", model.draft().error("windows[1].to").get());
  }

  @Test
  void whenItWillBeClosedIsToldWhileOneWrites() {
    Editing<Calendar, List<Closure>> model = edit("holidays");
    add(model.draft(), CalendarWindow.ONCE);
    model.check();
    List<Closure> closures = model.outlookProperty().get().orElseThrow();
    assertEquals("Maintenance", closures.getFirst().title());
  }

  @Test
  void whoWasOvertakenSeesWhatTheOtherChangedAndUndoBringsItBack() {
    Editing<Calendar, List<Closure>> model = edit("holidays");
    known.server.calendars.put(Calendar.of("holidays", "Europe/Berlin", DatesWindow.of("--12-25")));
    model.draft().value("description").set("mine");
    model.askSave();
    known.yes();
    assertTrue(model.conflictProperty().get().contains("Europe/Berlin"));
    model.askSave();
    known.yes();
    assertEquals("mine", known.server.calendars.calendar("holidays").orElseThrow().description());
    known.deeds.undo();
    Calendar undone = known.server.calendars.calendar("holidays").orElseThrow();
    assertEquals("Europe/Berlin", undone.timeZone());
    assertEquals(null, undone.description());
  }

  @Test
  void aNameThatIsTakenIsSaidAtTheName() {
    Editing<Calendar, List<Closure>> model = edit("");
    model.draft().value("name").set("holidays");
    model.askSave();
    known.yes();
    assertEquals("is taken already", model.draft().error("name").get());
  }
}
