package epoch.desktop.editor;

import java.util.List;

/** A field of the form: what it is called, and where in the JSON it lies. */
enum Field {
  NAME("Name", Group.WHO, "name", false),
  CRON("Cron: second minute hour day month weekday", Group.WHEN, "trigger", false),
  ZONE("Zone (empty: the server's)", Group.WHEN, "trigger.timeZone", false),
  AT("At, such as 2026-12-01T08:00:00Z", Group.WHEN, "trigger.time", false),
  IMAGE("Container image", Group.WHAT, "task.executable", false),
  COMMAND("Command, an argument a line", Group.WHAT, "task.executable", true),
  TASK_NAME("Name of the task", Group.WHAT, "task.taskName", false),
  CPUS("CPUs", Group.WHAT, "task.resources", false),
  MEMORY("Memory in MB", Group.WHAT, "task.resources", false),
  ENV("Environment, NAME=value a line", Group.WHAT, "task.env", true),
  ARGS("Arguments, one a line", Group.WHAT, "task.args", true),
  CATCH_UP("Epoch was away at a fire", Group.WRONG, "policy.catchUp", false),
  CATCH_UP_WINDOW("Up to how late, such as 1h", Group.WRONG, "policy.catchUpWindow", false),
  EMAILS("Mail to, an address a line", Group.WRONG, "notify", true),
  OWNER("Owner", Group.WHO, "owner", false),
  DESCRIPTION("Description", Group.WHO, "description", false),
  LABELS("Labels, name=value a line", Group.WHO, "labels", true);

  /** What belongs together in the form. */
  enum Group {
    WHEN("When"),
    WHAT("What"),
    WRONG("If something goes wrong"),
    WHO("Who and what for");

    private final String word;

    Group(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private final String label;
  private final Group group;
  private final String path;
  private final boolean lines;

  Field(String label, Group group, String path, boolean lines) {
    this.label = label;
    this.group = group;
    this.path = path;
    this.lines = lines;
  }

  String label() {
    return label;
  }

  Group group() {
    return group;
  }

  /** Whether it takes several lines. */
  boolean lines() {
    return lines;
  }

  /** What there is to choose from; empty for free text. */
  List<String> choices() {
    return this == CATCH_UP ? List.of("", "LATEST", "ALL", "NONE") : List.of();
  }

  /** Whether a problem at that place of the JSON is one of this field. */
  boolean holds(String place) {
    return place.equals(path) || place.startsWith(path + ".") || place.startsWith(path + "[");
  }
}
