package epoch.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What Epoch 1.14 can read: while a node of that version takes part in the election it may lead at
 * any moment, and would fail at a type that it does not know. Looks at the JSON, so that types of
 * later versions are refused as well. Fields that 1.14 does not know do no harm, but for calendars:
 * it leaves them out.
 */
public final class LegacyRules {
  private static final Set<String> TASKS = Set.of("CONTAINER_EXECUTION", "COMPOSITE");
  private static final Set<String> COMPOSITIONS = Set.of("ALL", "ANY");
  private static final Set<String> EXECUTABLES = Set.of("DOCKER");
  private static final Set<String> TRIGGERS = Set.of("CRON", "AT");
  private static final Set<String> NOTIFIES = Set.of("MAIL", "BLACKHOLE");

  private final Supplier<Optional<String>> legacyMember;

  /**
   * Makes the rules.
   *
   * @param legacyMember a node of version 1.14 that takes part, for the message; empty if none does
   */
  public LegacyRules(Supplier<Optional<String>> legacyMember) {
    this.legacyMember = legacyMember;
  }

  /** For an installation that 1.14 has nothing to do with. */
  static LegacyRules none() {
    return new LegacyRules(Optional::empty);
  }

  /**
   * What a topology has that 1.14 cannot read, whoever takes part.
   *
   * @return one violation for each type that it does not know
   */
  public static List<Violation> unreadable(Topology topology) {
    Problems problems = new Problems();
    check(Json.tree(topology), problems, "is nothing that Epoch 1.14 can read");
    return problems.found();
  }

  void check(Topology topology, Problems problems) {
    Optional<String> member = legacyMember.get();
    if (member.isPresent()) {
      check(
          Json.tree(topology),
          problems,
          "cannot be stored while a node of Epoch 1.14, which cannot read it, takes part ("
              + member.get()
              + ")");
    }
  }

  private static void check(JsonNode topology, Problems problems, String why) {
    checkTask(topology.path("task"), problems.at("task"), why);
    check(topology.path("trigger"), "type", TRIGGERS, problems.at("trigger"), why);
    problems.at("triggers").addIf(topology.path("triggers").isArray(), "several triggers " + why);
    check(topology.path("notify"), "type", NOTIFIES, problems.at("notify"), why);
    // It would leave them out, and fire in the middle of a freeze.
    problems
        .at("policy")
        .at("calendars")
        .addIf(!topology.path("policy").path("calendars").isEmpty(), "a calendar " + why);
  }

  private static void checkTask(JsonNode task, Problems problems, String why) {
    check(task, "type", TASKS, problems, why);
    check(task, "compositionType", COMPOSITIONS, problems, why);
    check(task.path("executable"), "type", EXECUTABLES, problems.at("executable"), why);
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      checkTask(parts.get(i), problems.at("tasks").at(i), why);
    }
  }

  private static void check(
      JsonNode holder, String field, Set<String> known, Problems problems, String why) {
    JsonNode value = holder.path(field);
    if (value.isTextual() && !known.contains(value.asText())) {
      problems.at(field).add(value.asText() + " " + why);
    }
  }
}
