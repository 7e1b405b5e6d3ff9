package epoch.api.validation;

import epoch.api.container.AnyHost;
import epoch.api.container.CompositePlacement;
import epoch.api.container.LocalLogging;
import epoch.api.container.LocalPlacement;
import epoch.api.container.Logging;
import epoch.api.container.MatchTag;
import epoch.api.container.MaxPerHost;
import epoch.api.container.NoTag;
import epoch.api.container.OnePerHost;
import epoch.api.container.Placement;
import epoch.api.container.RsyslogLogging;
import epoch.api.container.RuleBased;
import epoch.api.container.UnknownLogging;
import epoch.api.container.UnknownPlacement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for where a container runs and where its output goes. */
final class DeliveryRules {

  private static final String PLACEMENTS =
      "ANY, ONE_PER_HOST, MAX_N_PER_HOST, MATCH_TAG, NO_TAG, RULE_BASED, COMPOSITE";
  private static final Pattern SIZE = Pattern.compile("[0-9]+[kmgKMG]?");

  private DeliveryRules() {}

  static void checkLogging(@Nullable Logging logging, Problems problems) {
    switch (logging) {
      case LocalLogging local -> {
        problems
            .at("maxSize")
            .addIf(
                local.maxSize() != null && !SIZE.matcher(local.maxSize()).matches(),
                "must be a size such as 10m");
        problems
            .at("maxFiles")
            .addIf(local.maxFiles() != null && local.maxFiles() < 1, "must be 1 or more");
      }
      case RsyslogLogging rsyslog -> problems.at("server").present(rsyslog.server());
      case UnknownLogging unknown -> problems.unknownType(unknown, "LOCAL, RSYSLOG");
      case null -> {}
    }
  }

  static void checkPlacement(@Nullable Placement placement, Problems problems) {
    switch (placement) {
      case MaxPerHost most -> problems.at("max").addIf(most.max() < 1, "must be 1 or more");
      case MatchTag match -> problems.at("tag").present(match.tag());
      case RuleBased based -> {
        problems.at("rule").present(based.rule());
        oneOf(
            based.ruleType(),
            Set.of("HOPE", "MVEL"),
            "must be HOPE or MVEL",
            problems.at("ruleType"));
      }
      case CompositePlacement composite -> checkComposite(composite, problems);
      case LocalPlacement _ -> problems.add("LOCAL is for services, not for tasks");
      case UnknownPlacement unknown -> problems.unknownType(unknown, PLACEMENTS);
      case AnyHost _, OnePerHost _, NoTag _ -> {}
      case null -> {}
    }
  }

  private static void checkComposite(CompositePlacement composite, Problems problems) {
    List<Placement> policies = composite.policies() == null ? List.of() : composite.policies();
    problems.at("policies").addIf(policies.isEmpty(), "needs at least one placement");
    for (int i = 0; i < policies.size(); i++) {
      problems.at("policies").at(i).addIf(policies.get(i) == null, "is required");
      checkPlacement(policies.get(i), problems.at("policies").at(i));
    }
    oneOf(composite.combiner(), Set.of("AND", "OR"), "must be AND or OR", problems.at("combiner"));
  }

  private static void oneOf(
      @Nullable String text, Set<String> allowed, String message, Problems problems) {
    problems.addIf(text == null || !allowed.contains(text), message);
  }
}
