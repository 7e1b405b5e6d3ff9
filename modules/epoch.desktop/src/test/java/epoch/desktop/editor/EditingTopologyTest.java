package epoch.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.rest.SchedulePreview;
import epoch.api.topology.Topology;
import epoch.desktop.form.Editing;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import epoch.desktop.settings.Store;
import epoch.desktop.work.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditingTopologyTest {

  @TempDir Path directory;

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private Editing<Topology, SchedulePreview> edit(String id) {
    return edit(id, known.runner);
  }

  private Editing<Topology, SchedulePreview> edit(String id, Runner runner) {
    known.server.world.put(Entry.of("a"));
    known.live();
    return begin(id, runner);
  }

  /** What one comes back to, be it after a crash. */
  private Editing<Topology, SchedulePreview> begin(String id, Runner runner) {
    Offers offers = new Offers(ZoneOffset.UTC, FakeEpoch.START, "UTC", true, List.of(), List.of());
    return new Editing<>(
        new Editing.With(
            known.session,
            runner,
            known.clock,
            known.dialogs,
            known.deeds,
            known.navigator,
            new Store(directory).drafts()),
        new TopologyKind(known.clock, offers),
        id,
        "");
  }

  private Topology stored() {
    return known.server.world.topologies.get("a").topology();
  }

  private boolean asks() {
    return known.dialogs.questionProperty().get().isPresent();
  }

  @Test
  void formAndJsonAreOneAndWhatTheFormDoesNotKnowStays() throws Exception {
    Editing<Topology, SchedulePreview> model = edit("a");
    var text = model.draft().textProperty();
    text.set(text.get().replaceFirst("\\{", "{ \"later\" : [ 1, { \"x\" : null } ],"));
    model.draft().value("trigger.timeSpec").set("0 0 4 * * ?");
    model.draft().value("task.env").set("A=1\nB=x=y");
    model.draft().value("task.resources.CPU").set("3");
    JsonNode json = Json.read(text.get(), JsonNode.class);
    assertEquals("[1,{\"x\":null}]", json.path("later").toString());
    assertEquals("0 0 4 * * ?", json.path("trigger").path("timeSpec").asText());
    assertEquals("x=y", json.path("task").path("env").path("B").asText());
    assertEquals(3, json.path("task").path("resources").path(0).path("count").asInt());
    text.set(text.get().replace("0 0 4", "0 0 5"));
    assertEquals("0 0 5 * * ?", model.draft().value("trigger.timeSpec").get());
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndNothingIsAsked() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model.draft().value("task.resources.CPU").set("many");
    assertTrue(model.draft().error("task.resources.CPU").get().contains("no whole number"));
    model.askSave();
    assertFalse(asks());
    model.draft().value("task.resources.CPU").set("64");
    model.draft().value("trigger.timeSpec").set("0 0");
    model.draft().value("policy.runTimeout").set("soon");
    model.askSave();
    assertFalse(asks());
    assertEquals("is too many: at most 40", model.draft().error("task.resources.CPU").get());
    assertEquals("has 2 of 6 parts", model.draft().error("trigger.timeSpec").get());
    assertTrue(model.draft().error("policy.runTimeout").get().contains("is not a duration"));
    model.draft().textProperty().set("{ \"name\" ");
    assertFalse(model.problemProperty().get().isEmpty());
  }

  @Test
  void aCircleOfTasksIsNamedAtTheirOrder() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model
        .draft()
        .textProperty()
        .set(
            """
            {"name": "a", "trigger": {"type": "CRON", "timeSpec": "0 0 3 * * ?"},
             "task": {"type": "COMPOSITE", "compositionType": "DAG", "tasks": [
              {"type": "CONTAINER_EXECUTION", "taskName": "x", "executable": {"type": "DOCKER", "url": "i:1"},
               "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}]},
              {"type": "CONTAINER_EXECUTION", "taskName": "y", "executable": {"type": "DOCKER", "url": "i:1"},
               "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}], "dependsOn": ["x"]}]}}
            """);
    model.draft().value("task.tasks[0].dependsOn").set("y");
    model.check();
    assertEquals(
        "wait for each other in a circle: x → y → x",
        model.draft().error("task.compositionType").get());
    model.draft().value("task.tasks[0].dependsOn").set("");
    model.check();
    assertEquals("", model.draft().error("task.compositionType").get());
  }

  @Test
  void nothingIsStoredBeforeTheDifferenceWasSeen() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model.draft().value("owner").set("finance");
    model.check();
    assertEquals("Every 15 minutes", model.outlookProperty().get().orElseThrow().words());
    model.askSave();
    assertTrue(known.asked().lines().contains("owner: \"finance\" is new"));
    assertEquals(1, known.server.world.topologies.get("a").revision());
    known.yes();
    assertEquals("finance", stored().owner());
    assertEquals(new Place.Topologies("a"), known.navigator.currentProperty().get());
  }

  @Test
  void whoSavesIsAskedAlthoughItIsCheckedOnceMoreMeanwhileUnlessTheyGoOnTyping() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Editing<Topology, SchedulePreview> model = edit("a", new Runner(waiting::add, Runnable::run));
    waiting.remove().run();
    model.draft().value("owner").set("me");
    model.askSave();
    model.check();
    waiting.remove().run();
    assertFalse(asks());
    waiting.remove().run();
    assertTrue(asks());
    known.dialogs.dismiss();
    model.draft().value("owner").set("me and");
    model.askSave();
    model.draft().value("owner").set("me and you");
    model.check();
    waiting.remove().run();
    waiting.remove().run();
    assertFalse(asks());
  }

  @Test
  void whoWasOvertakenSeesWhatTheOtherChanged() {
    Editing<Topology, SchedulePreview> model = edit("a");
    Entry before = known.server.world.topologies.get("a");
    ObjectNode theirs = (ObjectNode) Json.tree(before.topology());
    theirs.put("description", "theirs");
    known.server.world.put(before.saying(read(theirs)));
    model.draft().value("owner").set("mine");
    model.askSave();
    known.yes();
    assertTrue(model.conflictProperty().get().contains("\"theirs\""));
    assertEquals(2, model.draft().differenceProperty().get().size());
    model.askSave();
    known.yes();
    assertEquals("mine", stored().owner());
  }

  @Test
  void theirsIsTakenInsteadOfOurs() {
    Editing<Topology, SchedulePreview> model = edit("a");
    Entry before = known.server.world.topologies.get("a");
    known.server.world.put(before.saying(before.topology().withDescription("theirs")));
    model.draft().value("owner").set("mine");
    model.askSave();
    known.yes();
    model.takeTheirs();
    assertEquals("", model.conflictProperty().get());
    assertEquals("theirs", model.draft().value("description").get());
    assertEquals("", model.draft().value("owner").get());
    assertEquals(List.of(), model.draft().differenceProperty().get());
  }

  private static Topology read(ObjectNode json) {
    try {
      return Json.read(json, Topology.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneIsAskedBeforeOneLeavesAndFindsLaterWhatOneKept() {
    Editing<Topology, SchedulePreview> model = edit("a");
    known.navigator.go(new Place.Runs());
    assertEquals(new Place.Runs(), known.navigator.currentProperty().get());
    model.draft().value("owner").set("mine");
    known.navigator.go(new Place.Live());
    assertEquals("Leave without saving?", known.asked().title());
    assertEquals(new Place.Runs(), known.navigator.currentProperty().get());
    known.yes();
    assertEquals(new Place.Overview(), known.navigator.currentProperty().get());
    model.close();
    assertEquals("mine", begin("a", known.runner).draft().value("owner").get());
  }

  @Test
  void whatOneThrewAwayIsGone() {
    Editing<Topology, SchedulePreview> model = edit("a");
    known.navigator.go(new Place.Runs());
    model.draft().value("owner").set("mine");
    model.keep();
    known.navigator.back();
    known.yes("", known.asked().care().choices().getLast());
    model.close();
    Editing<Topology, SchedulePreview> later = begin("a", known.runner);
    assertEquals("", later.draft().value("owner").get());
    assertEquals(Optional.empty(), later.resumedProperty().get());
  }

  @Test
  void afterACrashWhatWasTypedIsThereAlsoWhatCannotBeSaid() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model.draft().value("owner").set("mine");
    model.draft().value("task.resources.CPU").set("many");
    model.keep();
    known.clock.advance(Duration.ofHours(3));
    Editing<Topology, SchedulePreview> later = begin("a", known.runner);
    assertEquals(Optional.of(FakeEpoch.START), later.resumedProperty().get());
    assertEquals("mine", later.draft().value("owner").get());
    assertEquals("many", later.draft().value("task.resources.CPU").get());
    assertTrue(later.draft().error("task.resources.CPU").get().contains("no whole number"));
    // Who only looks does not make it younger.
    later.close();
    assertEquals(Optional.of(FakeEpoch.START), begin("a", known.runner).resumedProperty().get());
    later.beginAnew();
    assertEquals("", later.draft().value("owner").get());
    assertEquals(Optional.empty(), begin("a", known.runner).resumedProperty().get());
  }

  @Test
  void aTextThatIsNoJsonIsKeptToo() {
    Editing<Topology, SchedulePreview> model = edit("");
    known.navigator.go(new Place.Runs());
    model.draft().textProperty().set("{ \"name\": \"ha");
    known.navigator.back();
    assertEquals(List.of("What is written is not saved."), known.asked().lines());
    model.close();
    assertEquals("{ \"name\": \"ha", begin("", known.runner).draft().textProperty().get());
  }

  @Test
  void whatWasSavedIsNoDraftAnyMore() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model.draft().value("owner").set("mine");
    model.keep();
    model.check();
    model.askSave();
    known.yes();
    model.keep();
    model.close();
    Editing<Topology, SchedulePreview> later = begin("a", known.runner);
    assertEquals("mine", stored().owner());
    assertEquals(Optional.empty(), later.resumedProperty().get());
    assertEquals(List.of(), later.draft().differenceProperty().get());
  }

  @Test
  void whoComesBackIsToldWhatAnotherChangedMeanwhile() {
    Editing<Topology, SchedulePreview> model = edit("a");
    model.draft().value("owner").set("mine");
    model.close();
    Entry entry = known.server.world.topologies.get("a");
    known.server.world.put(entry.saying(entry.topology().withDescription("theirs")));
    Editing<Topology, SchedulePreview> later = begin("a", known.runner);
    assertTrue(
        later.conflictProperty().get().contains("description: \"theirs\" is new"),
        later.conflictProperty().get());
    later.takeTheirs();
    assertEquals("theirs", later.draft().value("description").get());
    assertEquals("", later.draft().value("owner").get());
  }

  @Test
  void aNewOneIsCreatedWhenAllIsFilledIn() {
    Editing<Topology, SchedulePreview> model = edit("");
    model.check();
    assertEquals("", model.draft().error("name").get());
    model.askSave();
    assertFalse(asks());
    assertEquals("is required", model.draft().error("name").get());
    assertEquals(Optional.of("name"), model.draft().firstWrong());
    model.draft().value("name").set("fresh");
    model.draft().value("task.executable.url").set("registry/fresh:1");
    model.askSave();
    assertEquals("Create fresh?", known.asked().title());
    assertTrue(known.asked().lines().contains("It fires: Every 15 minutes"));
    known.yes();
    assertTrue(known.server.world.topologies.containsKey("fresh"));
  }
}
