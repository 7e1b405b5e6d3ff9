package epoch.server.drove.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Drove's checks of a task spec: no more than Drove makes (it takes negative memory, unknown fields
 * and long ids), plus what the COMMAND executable needs.
 */
final class SpecCheck {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_]*");
  private static final Set<String> EXECUTABLES = Set.of("DOCKER", "COMMAND");

  private SpecCheck() {}

  /** Reasons why this is no JSON that Drove can read; empty when it is. */
  static List<String> unreadable(ObjectNode spec) {
    List<String> reasons = new ArrayList<>();
    String type = spec.path("executable").path("type").asText();
    if (spec.hasNonNull("executable") && !EXECUTABLES.contains(type)) {
      reasons.add(
          "Could not resolve type id '%s' as a subtype of `ExecutableCoordinates`: known type ids = [COMMAND, DOCKER]"
              .formatted(type));
    }
    if (spec.hasNonNull("env") && !(spec.get("env").isObject() && allValues(spec.get("env")))) {
      reasons.add("Cannot deserialize `env`: a map of strings is needed");
    }
    for (String field : List.of("args", "volumes", "configs", "resources", "devices")) {
      if (spec.hasNonNull(field) && !spec.get(field).isArray()) {
        reasons.add("Cannot deserialize `" + field + "`: an array is needed");
      }
    }
    if (!allValues(spec.path("args"))) {
      reasons.add("Cannot deserialize `args`: an array of strings is needed");
    }
    for (JsonNode resource : spec.path("resources")) {
      String amount = resource.path("type").asText().equals("CPU") ? "count" : "sizeInMB";
      JsonNode value = resource.path(amount);
      if (!value.isMissingNode() && !value.canConvertToLong()) {
        reasons.add("Cannot deserialize `" + amount + "`: a whole number is needed");
      }
    }
    return reasons;
  }

  private static boolean allValues(JsonNode container) {
    for (JsonNode value : container) {
      if (value.isContainerNode()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Drove's complaints about the fields, each prefixed as Drove prefixes it ({@code spec.}, or
   * nothing).
   */
  static List<String> complaints(ObjectNode spec, String prefix) {
    List<String> complaints = new ArrayList<>();
    checkName(
        spec.get("sourceAppName"), prefix + "sourceAppName", "App name is mandatory", complaints);
    checkName(spec.get("taskId"), prefix + "taskId", "Task ID is mandatory", complaints);
    if (!spec.hasNonNull("executable")) {
      complaints.add(prefix + "executable - Executable details is required");
    } else {
      checkExecutable(spec.get("executable"), prefix, complaints);
    }
    if (spec.path("resources").isEmpty()) {
      complaints.add(prefix + "resources - CPU/Memory requirements must be specified");
    }
    return complaints;
  }

  private static void checkName(
      @org.jspecify.annotations.Nullable JsonNode name,
      String field,
      String mandatory,
      List<String> complaints) {
    String text = name == null || name.isNull() ? "" : name.asText();
    if (text.isEmpty()) {
      complaints.add(field + " - " + mandatory);
    } else if (!NAME.matcher(text).matches()) {
      complaints.add(field + " - Only characters, numbers, hyphen and underscore is allowed");
    }
  }

  private static void checkExecutable(JsonNode executable, String prefix, List<String> complaints) {
    if (executable.path("type").asText().equals("DOCKER")) {
      if (executable.path("url").asText().isBlank()) {
        complaints.add(prefix + "executable.url - must not be empty");
      }
      return;
    }
    JsonNode command = executable.path("command");
    if (!command.isArray()
        || command.isEmpty()
        || !allValues(command)
        || command.get(0).asText().isEmpty()) {
      complaints.add(
          prefix + "executable.command - a list of strings, the program first, is needed");
    }
  }

  static int cores(ObjectNode spec) {
    return Math.clamp(sum(spec, "CPU", "count"), 0, Integer.MAX_VALUE);
  }

  static long memoryMb(ObjectNode spec) {
    return sum(spec, "MEMORY", "sizeInMB");
  }

  private static long sum(ObjectNode spec, String type, String amount) {
    long sum = 0;
    for (JsonNode resource : spec.path("resources")) {
      if (resource.path("type").asText().equals(type)) {
        sum += resource.path(amount).asLong();
      }
    }
    return sum;
  }
}
