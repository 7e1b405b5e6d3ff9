package epoch.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import epoch.desktop.place.Place;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditorViewModelTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private EditorViewModel edit(String id) {
    known.server.world.put(Entry.of("a"));
    known.live();
    return new EditorViewModel(
        known.session,
        known.runner,
        known.clock,
        ZoneOffset.UTC,
        known.dialogs,
        known.deeds,
        known.navigator,
        new Place.Editor(id, ""));
  }

  @Test
  void formAndJsonAreOneAndWhatTheFormDoesNotKnowStays() throws Exception {
    EditorViewModel model = edit("a");
    model
        .textProperty()
        .set(
            model
                .textProperty()
                .get()
                .replaceFirst("\\{", "{ \"later\" : [ 1, { \"x\" : null } ],"));
    model.value(Field.CRON).set("0 0 4 * * ?");
    model.value(Field.ENV).set("A=1\nB=x=y");
    model.value(Field.CPUS).set("3");
    JsonNode json = Json.read(model.textProperty().get(), JsonNode.class);
    assertEquals("[1,{\"x\":null}]", json.path("later").toString());
    assertEquals("0 0 4 * * ?", json.path("trigger").path("timeSpec").asText());
    assertEquals("x=y", json.path("task").path("env").path("B").asText());
    assertEquals(3, json.path("task").path("resources").path(0).path("count").asInt());
    model.textProperty().set(model.textProperty().get().replace("0 0 4", "0 0 5"));
    assertEquals("0 0 5 * * ?", model.value(Field.CRON).get());
  }

  @Test
  void whatIsWrongIsSaidAtItsField() {
    EditorViewModel model = edit("a");
    model.value(Field.CPUS).set("many");
    assertTrue(model.error(Field.CPUS).get().contains("no whole number"));
    model.value(Field.CPUS).set("64");
    model.check();
    assertEquals("is too many: at most 40", model.error(Field.CPUS).get());
    model.textProperty().set("{ \"name\" ");
    assertFalse(model.problemProperty().get().isEmpty());
  }

  @Test
  void nothingIsStoredBeforeTheDifferenceWasSeen() {
    EditorViewModel model = edit("a");
    model.value(Field.OWNER).set("finance");
    model.check();
    assertEquals("Every 15 minutes", model.previewProperty().get().orElseThrow().words());
    model.askSave();
    assertTrue(known.asked().lines().contains("owner: \"finance\" is new"));
    assertEquals(1, known.server.world.topologies.get("a").revision());
    known.yes();
    assertEquals("finance", known.server.world.topologies.get("a").topology().owner());
    assertEquals(new Place.Topologies("a"), known.navigator.currentProperty().get());
  }

  @Test
  void whoWasOvertakenSeesWhatTheOtherChanged() {
    EditorViewModel model = edit("a");
    Entry before = known.server.world.topologies.get("a");
    ObjectNode theirs = (ObjectNode) Json.tree(before.topology());
    theirs.put("description", "theirs");
    known.server.world.put(before.saying(read(theirs)));
    model.value(Field.OWNER).set("mine");
    model.askSave();
    known.yes();
    assertTrue(model.conflictProperty().get().contains("\"theirs\""));
    assertEquals(2, model.differenceProperty().get().size());
    model.askSave();
    known.yes();
    assertEquals("mine", known.server.world.topologies.get("a").topology().owner());
  }

  private static Topology read(ObjectNode json) {
    try {
      return Json.read(json, Topology.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneIsAskedBeforeWhatWasWrittenIsLost() {
    EditorViewModel model = edit("a");
    known.navigator.go(new Place.Runs());
    assertEquals(new Place.Runs(), known.navigator.currentProperty().get());
    model.value(Field.OWNER).set("mine");
    known.navigator.go(new Place.Live());
    assertEquals("Leave without saving?", known.asked().title());
    assertEquals(new Place.Runs(), known.navigator.currentProperty().get());
  }

  @Test
  void aNewOneIsCreated() {
    EditorViewModel model = edit("");
    model.value(Field.NAME).set("fresh");
    model.value(Field.IMAGE).set("registry/fresh:1");
    model.askSave();
    assertEquals("Create fresh?", known.asked().title());
    known.yes();
    assertTrue(known.server.world.topologies.containsKey("fresh"));
  }
}
