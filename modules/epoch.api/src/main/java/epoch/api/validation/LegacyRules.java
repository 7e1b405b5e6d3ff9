package epoch.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.template.Template;
import epoch.api.topology.LegacyForm;
import epoch.api.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What Epoch 1.14 can read and takes notice of: while a node of that version takes part in the
 * election it may lead at any moment. It would fail at a type that it does not know; and it would
 * do without fields that it does not know, fire in the middle of a freeze or in another zone, and
 * leave them out when it writes the topology. Looks at the JSON, so that types of later versions
 * are refused as well. What is stored already may stay: nobody is kept from an edit by it.
 */
public final class LegacyRules {
  private static final Set<String> TASKS = Set.of("CONTAINER_EXECUTION", "COMPOSITE");
  private static final Set<String> COMPOSITIONS = Set.of("ALL", "ANY");
  private static final Set<String> EXECUTABLES = Set.of("DOCKER");
  private static final Set<String> TRIGGERS = Set.of("CRON", "AT");
  private static final Set<String> NOTIFIES = Set.of("MAIL", "BLACKHOLE");

  /** They change nothing of what is run. */
  private static final Set<String> HARMLESS = Set.of("labels", "owner", "description");

  /** They belong to a DAG, which is refused as such. */
  private static final Set<String> OF_A_GRAPH = Set.of("dependsOn", "when", "parallelism");

  private final Supplier<Optional<String>> legacyMember;
  private final Function<String, Optional<Topology>> stored;

  /**
   * Makes the rules.
   *
   * @param legacyMember a node of version 1.14 that takes part, for the message; empty if none does
   * @param stored the topology of a name as it is stored; empty if there is none
   */
  public LegacyRules(
      Supplier<Optional<String>> legacyMember, Function<String, Optional<Topology>> stored) {
    this.legacyMember = legacyMember;
    this.stored = stored;
  }

  /** For an installation that 1.14 has nothing to do with. */
  static LegacyRules none() {
    return new LegacyRules(Optional::empty, _ -> Optional.empty());
  }

  /**
   * What a topology has that 1.14 cannot read, whoever takes part.
   *
   * @return one violation for each type that it does not know
   */
  public static List<Violation> unreadable(Topology topology) {
    Problems problems = new Problems();
    types(topology)
        .forEach((field, type) ->
            problems.at(field).add(word(type) + " is nothing that Epoch 1.14 can read"));
    return problems.found();
  }

  void check(Topology topology, Problems problems) {
    Optional<String> member = legacyMember.get();
    if (member.isEmpty()) {
      return;
    }
    Optional<Topology> before = stored.apply(topology.name());
    news(types(topology), before.map(LegacyRules::types))
        .forEach((field, type) ->
            problems.at(field).add(word(type) + refused("which cannot read it", member.get())));
    news(ignored(topology), before.map(LegacyRules::ignored))
        .keySet()
        .forEach(field ->
            problems.at(field).add("this" + refused("which takes no notice of it", member.get())));
    news(templates(topology), before.map(LegacyRules::templates))
        .keySet()
        .forEach(field ->
            problems
                .at(field)
                .add("a template" + refused("which hands it on as it stands", member.get())));
  }

  private static String refused(String why, String member) {
    return " cannot be stored while a node of Epoch 1.14, " + why + ", takes part (" + member + ")";
  }

  private static String word(JsonNode type) {
    return type.isTextual() ? type.asText() : "several triggers";
  }

  /** What is not stored already. */
  private static Map<String, JsonNode> news(
      Map<String, JsonNode> all, Optional<Map<String, JsonNode>> before) {
    before.ifPresent(there -> all.entrySet().removeAll(there.entrySet()));
    return all;
  }

  /** The fields that 1.14 acts without. */
  private static Map<String, JsonNode> ignored(Topology topology) {
    Map<String, JsonNode> dropped = LegacyForm.dropped(topology);
    dropped
        .keySet()
        .removeIf(field -> {
          String last = field.substring(field.lastIndexOf('.') + 1);
          return HARMLESS.contains(field) || OF_A_GRAPH.contains(last) || field.equals("triggers");
        });
    return dropped;
  }

  /** The values in which this version puts something, by their field. */
  private static Map<String, JsonNode> templates(Topology topology) {
    var templates = new LinkedHashMap<String, JsonNode>();
    templates(Json.tree(topology).path("task"), "task", templates);
    return templates;
  }

  private static void templates(JsonNode task, String at, Map<String, JsonNode> templates) {
    task.path("env")
        .properties()
        .forEach(value -> addTemplate(value.getValue(), at + ".env." + value.getKey(), templates));
    JsonNode args = task.path("args");
    for (int i = 0; i < args.size(); i++) {
      addTemplate(args.get(i), at + ".args[" + i + "]", templates);
    }
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      templates(parts.get(i), at + ".tasks[" + i + "]", templates);
    }
  }

  private static void addTemplate(JsonNode value, String field, Map<String, JsonNode> templates) {
    if (value.isTextual() && Template.isOne(value.asText())) {
      templates.put(field, value);
    }
  }

  /** The types that 1.14 does not know, by their field. */
  private static Map<String, JsonNode> types(Topology topology) {
    var types = new LinkedHashMap<String, JsonNode>();
    JsonNode json = Json.tree(topology);
    ofTask(json.path("task"), "task", types);
    add(json.path("trigger"), "type", TRIGGERS, "trigger", types);
    if (json.path("triggers").isArray()) {
      types.put("triggers", json.path("triggers"));
    }
    add(json.path("notify"), "type", NOTIFIES, "notify", types);
    return types;
  }

  private static void ofTask(JsonNode task, String at, Map<String, JsonNode> types) {
    add(task, "type", TASKS, at, types);
    add(task, "compositionType", COMPOSITIONS, at, types);
    add(task.path("executable"), "type", EXECUTABLES, at + ".executable", types);
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      ofTask(parts.get(i), at + ".tasks[" + i + "]", types);
    }
  }

  private static void add(
      JsonNode holder, String field, Set<String> known, String at, Map<String, JsonNode> types) {
    JsonNode value = holder.path(field);
    if (value.isTextual() && !known.contains(value.asText())) {
      types.put(at + "." + field, value);
    }
  }
}
