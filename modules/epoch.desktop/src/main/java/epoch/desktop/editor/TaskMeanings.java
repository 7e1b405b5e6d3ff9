package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;
import epoch.desktop.form.Values;
import java.util.Collections;
import java.util.List;

/** What fields of a task mean that are more than one place. */
final class TaskMeanings {

  static final String NEVER = "never";
  static final String AGAIN = "again";
  private static final int ATTEMPTS = 3;

  private TaskMeanings() {}

  /**
   * The name; who depends on the task goes on to do so under its new one.
   *
   * @param place the task
   */
  record Name(JsonPlace place) implements Meaning {
    private Meaning plain() {
      return new Meaning.Plain(place.at("taskName"), new Values.Text(true));
    }

    @Override
    public String read(ObjectNode root) {
      return plain().read(root);
    }

    @Override
    public void write(ObjectNode root, String text) {
      List<String> names = Tasks.names(root);
      String was = read(root);
      plain().write(root, text);
      boolean meant = !was.isEmpty() && Collections.frequency(names, was) == 1;
      if (meant && !text.isEmpty() && !names.contains(text)) {
        Tasks.follow(root, was, text);
      }
    }
  }

  /**
   * The tasks that have to have ended before.
   *
   * @param place the task
   */
  record After(JsonPlace place) implements Meaning {
    private Meaning plain() {
      return new Meaning.Plain(place.at("dependsOn"), new Values.Marks(List.of()));
    }

    @Override
    public String read(ObjectNode root) {
      return plain().read(root);
    }

    @Override
    public void write(ObjectNode root, String text) {
      plain().write(root, text);
      if (text.isBlank()) {
        place.at("when").remove(root);
      }
    }
  }

  /**
   * How the parts of a composite belong together.
   *
   * @param composite it
   */
  record Order(JsonPlace composite) implements Meaning {
    @Override
    public String read(ObjectNode root) {
      return Tasks.order(composite.in(root));
    }

    @Override
    public void write(ObjectNode root, String text) {
      if (!text.equals(read(root)) && composite.in(root) instanceof ObjectNode task) {
        Tasks.compose(task, text);
      }
    }
  }

  /**
   * Whether it is tried again.
   *
   * @param retry where that is said
   */
  record Again(JsonPlace retry) implements Meaning {
    @Override
    public String read(ObjectNode root) {
      return retry.isIn(root) ? AGAIN : NEVER;
    }

    @Override
    public void write(ObjectNode root, String text) {
      if (text.equals(read(root))) {
        return;
      }
      if (text.equals(AGAIN)) {
        retry.put(root, Json.object().put("maxAttempts", ATTEMPTS));
      } else {
        retry.remove(root);
      }
    }
  }

  /**
   * After which ends it is tried again; where that is the usual, it is not said.
   *
   * @param place where
   */
  record Ends(JsonPlace place) implements Meaning {
    private static final List<String> ALL = List.of("FAILED", "TIMEOUT", "LOST");

    /** The same as the server's. */
    private static final String USUAL = "FAILED\nTIMEOUT";

    private Meaning plain() {
      return new Meaning.Plain(place, new Values.Marks(ALL));
    }

    @Override
    public String read(ObjectNode root) {
      return place.isIn(root) ? plain().read(root) : USUAL;
    }

    @Override
    public void write(ObjectNode root, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("needs one of them");
      }
      plain().write(root, text);
      if (read(root).equals(USUAL)) {
        place.remove(root);
      }
    }
  }

  /**
   * How much it gets of something.
   *
   * @param task the task
   * @param type of what
   * @param measure how it is counted
   */
  record Resource(JsonPlace task, String type, String measure) implements Meaning {
    /** Where it is said; behind the others if it is not. */
    JsonPlace place(JsonNode root) {
      JsonPlace all = task.at("resources");
      JsonNode resources = all.in(root);
      int at = 0;
      while (at < resources.size() && !resources.get(at).path("type").asText().equals(type)) {
        at++;
      }
      return all.at(at);
    }

    private Meaning plain(ObjectNode root) {
      return new Meaning.Plain(place(root).at(measure), new Values.Whole());
    }

    @Override
    public String read(ObjectNode root) {
      return plain(root).read(root);
    }

    @Override
    public void write(ObjectNode root, String text) {
      JsonPlace place = place(root);
      if (!place.isIn(root)) {
        task.at("resources").list(root).addObject().put("type", type);
      }
      new Meaning.Plain(place.at(measure), new Values.Whole()).write(root, text);
    }
  }
}
