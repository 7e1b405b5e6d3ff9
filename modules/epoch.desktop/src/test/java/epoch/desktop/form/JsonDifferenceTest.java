package epoch.desktop.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {

  private static List<String> between(String before, String after) {
    try {
      return JsonDifference.between(
              Json.read(before, JsonNode.class), Json.read(after, JsonNode.class))
          .stream()
          .map(JsonDifference::line)
          .toList();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyWhatDiffersIsTold() {
    assertEquals(List.of(), between("{\"a\":1,\"b\":{}}", "{\"b\":{},\"a\":1}"));
    assertEquals(
        List.of("a.b: 1 → 2", "c: true goes", "d: \"x\" is new"),
        between("{\"a\":{\"b\":1},\"c\":true}", "{\"a\":{\"b\":2},\"d\":\"x\"}"));
  }

  @Test
  void whatIsAddedToAListIsNewAndTheRestIsAsBefore() {
    assertEquals(List.of("a[2]: 3 is new"), between("{\"a\":[1,2]}", "{\"a\":[1,2,3]}"));
    assertEquals(List.of("a[0]: 0 is new"), between("{\"a\":[1,2]}", "{\"a\":[0,1,2]}"));
    assertEquals(List.of("a[1]: 2 goes"), between("{\"a\":[1,2,3]}", "{\"a\":[1,3]}"));
    assertEquals(
        List.of("a[0].x: 1 → 2", "a[1]: {} is new"),
        between("{\"a\":[{\"x\":1},5]}", "{\"a\":[{\"x\":2},{},5]}"));
    assertEquals(List.of("a[1]: 1 goes"), between("{\"a\":[1,1]}", "{\"a\":[1]}"));
  }
}
