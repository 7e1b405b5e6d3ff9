package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;

/**
 * What a task runs: an image or a command.
 *
 * @param executable where it is said
 */
record Program(JsonPlace executable) implements Meaning {

  static final String COMMAND = "COMMAND";

  @Override
  public String read(ObjectNode root) {
    return executable.at("type").in(root).asText("DOCKER");
  }

  @Override
  public void write(ObjectNode root, String text) {
    if (!text.equals(read(root))) {
      executable.put(root, fresh(text));
    }
  }

  /** One that says nothing yet. */
  static ObjectNode fresh(String type) {
    ObjectNode program = Json.object();
    if (type.equals(COMMAND)) {
      program.put("type", COMMAND).putArray("command");
    } else {
      program.put("type", "DOCKER").put("url", "");
    }
    return program;
  }
}
