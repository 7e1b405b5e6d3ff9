package epoch.api.validation;

import epoch.api.json.Json;
import epoch.api.rest.RunRequest;
import epoch.api.topology.Topology;
import java.util.List;

/** The rules for what a single run does differently. */
final class RunRules {
  private static final int LONGEST_NOTE = 1_000;

  /** Env and args together, as JSON: they are kept with each run. */
  private static final int LARGEST = 16 * 1024;

  private RunRules() {}

  static List<Violation> check(RunRequest request, Topology topology) {
    Problems problems = new Problems();
    ContainerRules.checkEnv(request.env(), problems.at("env"));
    ContainerRules.checkArgs(request.args(), problems.at("args"));
    int containers = topology.task().containers().size();
    problems
        .at("args")
        .addIf(
            request.args() != null && containers > 1,
            "fit one container, and this topology has " + containers);
    String note = request.note();
    problems
        .at("note")
        .addIf(
            note != null && note.length() > LONGEST_NOTE,
            "is longer than " + LONGEST_NOTE + " characters");
    var kept = new RunRequest(request.env(), request.args(), null);
    MaskedSecrets.check(kept, problems);
    int size = Json.bytes(kept).length;
    problems.addIf(
        size > LARGEST, "env and args have " + size + " of at most " + LARGEST + " bytes as JSON");
    return problems.found();
  }
}
