package epoch.server.topology;

import epoch.api.rest.BulkRequest;
import epoch.api.rest.TopologyFilter;
import epoch.api.validation.Violation;
import epoch.server.operations.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bulk request has to say, and what it may not. */
final class BulkCheck {
  private static final int MOST = 5_000;
  private static final int MOST_RUNS = 500;
  private static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_LABEL = 255;

  private BulkCheck() {}

  /** What is done. */
  enum Action {
    PAUSE,
    UNPAUSE,
    RUN,
    DELETE,
    LABEL
  }

  /**
   * What the request asks for.
   *
   * @throws Refusal with all that is wrong
   */
  static Action action(BulkRequest request) {
    var wrong = new ArrayList<Violation>();
    Action action =
        Arrays.stream(Action.values())
            .filter(known -> known.name().equals(request.action()))
            .findFirst()
            .orElse(null);
    if (action == null) {
      wrong.add(new Violation("action", "must be one of " + Arrays.toString(Action.values())));
    }
    topologies(request, action, wrong);
    labels(request.labels(), action, wrong);
    String reason = request.reason();
    if (reason != null && reason.length() > LONGEST_REASON) {
      wrong.add(new Violation("reason", "is longer than " + LONGEST_REASON + " characters"));
    }
    if (request.until() != null && action != Action.PAUSE) {
      wrong.add(new Violation("until", "fits PAUSE alone"));
    }
    if (action == null || !wrong.isEmpty()) {
      throw Refusal.invalid(wrong);
    }
    return action;
  }

  private static void topologies(
      BulkRequest request, @Nullable Action action, List<Violation> wrong) {
    List<String> ids = request.ids();
    TopologyFilter filter = request.filter();
    if ((ids == null) == (filter == null)) {
      wrong.add(new Violation("ids", "or a filter must say which topologies are meant; not both"));
    }
    if (ids != null && ids.contains(null)) {
      wrong.add(new Violation("ids", "may not contain null"));
    }
    if (filter == null) {
      return;
    }
    if (action == Action.DELETE && filter.meansAll()) {
      wrong.add(new Violation("filter", "must say something where topologies are deleted"));
    }
    Map.of("label", filter.label(), "owner", filter.owner())
        .forEach((field, words) -> {
          if (words.contains(null)) {
            wrong.add(new Violation("filter." + field, "may not contain null"));
          }
        });
  }

  private static void labels(
      @Nullable Map<String, @Nullable String> labels,
      @Nullable Action action,
      List<Violation> wrong) {
    if (action == Action.LABEL && (labels == null || labels.isEmpty())) {
      wrong.add(new Violation("labels", "must name at least one"));
    }
    if (action != Action.LABEL && labels != null) {
      wrong.add(new Violation("labels", "fit LABEL alone"));
    }
    if (labels != null) {
      labels.forEach((key, value) -> {
        if (key.isBlank() || key.contains("=") || key.length() > LONGEST_LABEL) {
          wrong.add(
              new Violation(
                  "labels." + key, "a name has 1 to " + LONGEST_LABEL + " characters and no ="));
        }
        if (value != null && value.length() > LONGEST_LABEL) {
          wrong.add(
              new Violation("labels." + key, "is longer than " + LONGEST_LABEL + " characters"));
        }
      });
    }
  }

  static void mustFit(Action action, int topologies) {
    int most = action == Action.RUN ? MOST_RUNS : MOST;
    if (topologies > most) {
      throw Refusal.invalid(
          List.of(
              new Violation("ids", "are " + topologies + "; at most " + most + " fit at once")));
    }
  }
}
