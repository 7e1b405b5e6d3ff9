package epoch.server.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.LegacyForm;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTrigger;
import epoch.api.validation.LegacyRules;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.timer.CronSyntax;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is to be said of single topologies. */
final class TopologyChecks {
  private static final Pattern SECRET =
      Pattern.compile(
          "PASS(WORD|WD|PHRASE)?|SECRET|TOKEN|CREDENTIAL|PRIVATE_?KEY|API_?KEY|AUTHHEADER");

  private final Instant now;
  private final CronComparison crons;
  private final Set<String> calendars;
  private final TopologyValidator validator = new TopologyValidator(CronSyntax::problem, true);
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param calendars the names of the calendars that there are
   */
  TopologyChecks(Instant now, CronComparison crons, Set<String> calendars) {
    this.now = now;
    this.crons = crons;
    this.calendars = calendars;
  }

  List<Finding> findings() {
    return findings;
  }

  void check(TopologyDetails details) {
    Topology topology = details.topology();
    trigger(details, topology.effectiveTrigger());
    JsonNode json = Json.tree(topology);
    var secrets = new TreeSet<String>();
    secrets(json.path("task"), "task", secrets);
    if (!secrets.isEmpty()) {
      findings.add(
          Finding.note(
              "plain-text secret",
              details.id() + ": " + String.join(", ", secrets) + ", for whoever may look"));
    }
    calendars(details.id(), topology);
    wayBack(details.id(), topology);
    List<Violation> violations = validator.validate(topology);
    if (violations.stream().anyMatch(violation -> !violation.field().startsWith("trigger"))) {
      findings.add(
          Finding.note(
              "next edit",
              details.id()
                  + " goes on as it is, but its next edit has to mend: "
                  + String.join("; ", violations.stream().map(Violation::line).toList())));
    }
  }

  private void calendars(String id, Topology topology) {
    for (String name : topology.effectivePolicy().effectiveCalendars()) {
      if (!calendars.contains(name)) {
        findings.add(
            Finding.problem(
                "calendar", id + " names " + name + ", which is not there and so never closed"));
      }
    }
  }

  private void trigger(TopologyDetails details, Trigger trigger) {
    switch (trigger) {
      case CronTrigger cron -> cron(details.id(), cron.timeSpec());
      case AtTrigger at -> {
        Instant time = at.time();
        if (time != null && details.state() == TopologyState.ACTIVE) {
          findings.add(
              time.isAfter(now)
                  ? Finding.note(
                      "AT trigger",
                      details.id() + " is to run once at " + time + "; 1.14 ran it at once")
                  : Finding.note(
                      "AT trigger",
                      details.id()
                          + " was to run at "
                          + time
                          + ": 1.14 runs it again whenever its leader changes; here it is not run"));
        }
      }
      case EveryTrigger _ -> {
        // 1.14 knows no intervals; the way back says so.
      }
      case TriggerSet set -> set.triggers().forEach(one -> trigger(details, one));
      case UnknownTrigger _ ->
          findings.add(
              Finding.problem("trigger", details.id() + " has a trigger of an unknown type"));
    }
  }

  private void cron(String id, String expression) {
    Optional<String> problem = CronSyntax.problem(expression);
    if (problem.isPresent()) {
      findings.add(
          Finding.problem("invalid cron", id + ": \"" + expression + "\": " + problem.get()));
      return;
    }
    crons
        .difference(expression)
        .ifPresent(difference ->
            findings.add(
                Finding.problem(
                    "cron read differently", id + ": \"" + expression + "\": " + difference)));
  }

  /** Names and places of what looks like a secret, never its value. */
  private static void secrets(JsonNode node, String at, Set<String> found) {
    node.properties()
        .forEach(field -> {
          String path = at + "." + field.getKey();
          JsonNode value = field.getValue();
          boolean named = SECRET.matcher(field.getKey().toUpperCase(Locale.ROOT)).find();
          if (named && value.isTextual() && !value.asText().isBlank()) {
            found.add(path);
          }
          secrets(value, path, found);
        });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        secrets(node.get(i), at + "[" + i + "]", found);
      }
    }
  }

  private void wayBack(String id, Topology topology) {
    for (Violation violation : LegacyRules.unreadable(topology)) {
      findings.add(Finding.problem("way back", id + ": " + violation.line()));
    }
    Set<String> dropped = LegacyForm.dropped(topology).keySet();
    if (!dropped.isEmpty()) {
      findings.add(
          Finding.note(
              "way back",
              id
                  + ": 1.14 takes no notice of "
                  + String.join(", ", dropped)
                  + ", and drops it when it writes the topology; it is put back when this version"
                  + " leads again"));
    }
  }
}
