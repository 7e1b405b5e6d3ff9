package epoch.desktop.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import epoch.api.json.Json;
import org.junit.jupiter.api.Test;

class JsonPlaceTest {

  private final ObjectNode root = Json.object();

  @Test
  void whatIsOnTheWayIsMade() {
    JsonPlace retry = new JsonPlace("task.retry");
    retry.at("backoff").put(root, TextNode.valueOf("5s"));
    assertEquals("{\"task\":{\"retry\":{\"backoff\":\"5s\"}}}", root.toString());
    retry.remove(root);
    assertEquals("{\"task\":{}}", root.toString());
    new JsonPlace("gone.too").remove(root);
    assertEquals("{\"task\":{}}", root.toString());
  }

  @Test
  void placesInListsAreNumbered() {
    JsonPlace list = new JsonPlace("triggers");
    list.list(root).addObject();
    list.at(0).at("type").put(root, TextNode.valueOf("AT"));
    list.at(1).put(root, Json.object());
    assertEquals("{\"triggers\":[{\"type\":\"AT\"},{}]}", root.toString());
    list.at(0).remove(root);
    assertEquals("{\"triggers\":[{}]}", root.toString());
    assertFalse(list.at(7).isIn(root));
    assertFalse(new JsonPlace("triggers[12345678901].x").isIn(root));
  }

  @Test
  void aPlaceHoldsWhatIsWithinIt() {
    JsonPlace task = new JsonPlace("task.tasks[1]");
    assertTrue(task.holds("task.tasks[1]"));
    assertTrue(task.holds("task.tasks[1].env.A"));
    assertFalse(task.holds("task.tasks[10]"));
    assertTrue(new JsonPlace("task.tasks").holds("task.tasks[10]"));
  }
}
