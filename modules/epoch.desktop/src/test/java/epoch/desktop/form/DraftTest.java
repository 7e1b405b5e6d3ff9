package epoch.desktop.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.Form.Section;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftTest {

  private static final JsonPlace NAME = new JsonPlace("name");
  private static final JsonPlace SIZE = new JsonPlace("size");
  private static final JsonPlace ENV = new JsonPlace("env");

  private int changes;
  private final Draft draft = new Draft(DraftTest::form, () -> changes++);

  private static Form form(ObjectNode root) {
    Field size = Field.line(SIZE, "Size", new Values.Whole());
    Field name = Field.line(NAME, "Name", new Values.Text(true));
    Field env = Field.area(ENV, "Environment", new Values.Pairs());
    return new Form(
        List.of(
            new Section(
                "All",
                root.path("large").asBoolean() ? List.of(name, env, size) : List.of(name, env))));
  }

  private void begin(String json) {
    draft.begin(Json.object(), json);
  }

  private String json() {
    return draft.tree().orElseThrow().toString();
  }

  @Test
  void theFormChangesItsPlacesAndNothingElse() {
    begin("{\"later\":[1,{\"x\":null}],\"name\":\"a\",\"env\":{\"N\":5}}");
    draft.value("name").set("b");
    draft.value("env").set("N=5\nM=6");
    assertEquals(
        "{\"later\":[1,{\"x\":null}],\"name\":\"b\",\"env\":{\"N\":5,\"M\":\"6\"}}", json());
    assertTrue(draft.textProperty().get().contains("\"M\" : \"6\""));
  }

  @Test
  void theTextChangesTheForm() {
    begin("{\"name\":\"a\"}");
    draft.textProperty().set("{\"name\":\"b\",\"large\":true,\"size\":3}");
    assertEquals("b", draft.value("name").get());
    assertEquals("3", draft.value("size").get());
    draft.textProperty().set("{\"name\"");
    assertFalse(draft.faultProperty().get().isEmpty());
    assertEquals(Optional.empty(), draft.tree());
    draft.textProperty().set("[]");
    assertEquals("It has to be a JSON object", draft.faultProperty().get());
  }

  @Test
  void whatIsHalfTypedStaysWhileAnotherFieldIsFilledIn() {
    begin("{\"name\":\"a\",\"large\":true,\"size\":3}");
    draft.value("size").set("3x");
    assertTrue(draft.error("size").get().contains("no whole number"));
    draft.value("name").set("b");
    assertEquals("3x", draft.value("size").get());
    assertTrue(draft.isTorn());
    assertEquals(3, draft.tree().orElseThrow().path("size").asInt());
    draft.value("size").set("4");
    assertEquals("", draft.error("size").get());
    assertFalse(draft.isTorn());
  }

  @Test
  void lettersTypedIntoOneFieldAreTakenBackTogether() {
    begin("{\"name\":\"\"}");
    draft.value("name").set("n");
    draft.value("name").set("ni");
    draft.value("env").set("A=");
    draft.value("env").set("A=1");
    assertTrue(draft.back());
    assertEquals("{\"name\":\"ni\"}", json());
    assertEquals("", draft.value("env").get());
    assertTrue(draft.back());
    assertEquals("{\"name\":\"\"}", json());
    assertFalse(draft.back());
  }

  @Test
  void whoLeavesAFieldAndComesBackMakesAnotherChange() {
    begin("{\"name\":\"\"}");
    draft.value("name").set("a");
    draft.left("name");
    draft.value("name").set("ab");
    assertTrue(draft.back());
    assertEquals("{\"name\":\"a\"}", json());
  }

  @Test
  void nobodyIsToldThatAFieldIsEmptyBeforeTheyCameToIt() {
    begin("{\"name\":\"\"}");
    draft.say(List.of(new Problem("name", "is required"), new Problem("", "is too large")));
    assertEquals("", draft.error("name").get());
    assertEquals("", draft.elsewhereProperty().get());
    draft.left("name");
    assertEquals("is required", draft.error("name").get());
    draft.tellAll();
    assertEquals("is too large", draft.elsewhereProperty().get());
    assertEquals(Optional.of("name"), draft.firstWrong());
  }

  @Test
  void whatIsWrongWithinAFieldOfSeveralThingsSaysWithWhich() {
    begin("{\"name\":\"a\"}");
    draft.tellAll();
    draft.say(List.of(new Problem("env.A-B", "is no name"), new Problem("size", "is needed")));
    assertEquals("A-B: is no name", draft.error("env").get());
    // There is no field for it as long as it is not large.
    assertEquals("size is needed", draft.elsewhereProperty().get());
    draft.textProperty().set("{\"name\":\"a\",\"large\":true}");
    assertEquals("is needed", draft.error("size").get());
    assertEquals("", draft.elsewhereProperty().get());
  }

  @Test
  void theDifferenceIsToldWithEachChange() {
    draft.begin(Json.object().put("name", "a"), "{\"name\":\"a\"}");
    assertEquals(List.of(), draft.differenceProperty().get());
    draft.value("name").set("b");
    assertEquals("name: \"a\" → \"b\"", draft.differenceProperty().get().getFirst().line());
    draft.value("name").set("a");
    assertEquals(List.of(), draft.differenceProperty().get());
    assertTrue(changes > 2);
  }
}
