package epoch.server.search;

import epoch.api.rest.TopologySummary.Outline;
import epoch.api.rest.TopologySummary.When;
import epoch.api.topology.AtTrigger;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Task;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyDetails;
import epoch.api.topology.Trigger;
import epoch.api.topology.TriggerSet;
import epoch.api.topology.UnknownTask;
import epoch.api.topology.UnknownTrigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Topologies in short. */
final class Outlines {
  private static final int LONGEST = 200;

  private Outlines() {}

  static Outline of(TopologyDetails details) {
    Topology topology = details.topology();
    return new Outline(
        details.id(),
        details.state(),
        details.created(),
        details.updated(),
        type(topology.task()),
        what(topology.task().containers()),
        when(topology.effectiveTrigger()),
        topology.owner(),
        topology.description(),
        topology.labels());
  }

  private static String type(Task task) {
    return switch (task) {
      case ContainerTask _ -> "CONTAINER_EXECUTION";
      case CompositeTask _ -> "COMPOSITE";
      case UnknownTask unknown -> unknown.type();
    };
  }

  private static @Nullable String what(List<ContainerTask> tasks) {
    if (tasks.isEmpty()) {
      return null;
    }
    String first = SearchText.what(tasks.getFirst().executable());
    String cut = first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
    return tasks.size() == 1 ? cut : cut + " and " + (tasks.size() - 1) + " more";
  }

  private static When when(Trigger trigger) {
    return switch (trigger) {
      case CronTrigger cron -> new When("CRON", cron.timeSpec(), null, null);
      case EveryTrigger every -> new When("EVERY", null, null, every.interval());
      case TriggerSet _ -> new When("ANY_OF", null, null, null);
      case AtTrigger at -> new When("AT", null, at.time(), null);
      case UnknownTrigger unknown -> new When(unknown.type(), null, null, null);
    };
  }
}
