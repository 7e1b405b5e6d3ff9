package epoch.server.doctor;

import epoch.api.run.Run;
import epoch.api.run.RunId;
import epoch.api.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is to be said of the runs. */
final class RunChecks {
  /** No zone is closer to UTC than this, but for UTC itself. */
  private static final Duration NEAREST_ZONE = Duration.ofMinutes(15);

  private long all;
  private final List<String> running = new ArrayList<>();
  private final Map<String, Long> offsets = new TreeMap<>();

  void see(Run run) {
    all++;
    if (run.state() == RunState.RUNNING) {
      running.add(run.topologyId() + "/" + run.runId());
    }
    RunId.parse(run.runId())
        .map(id -> Duration.between(run.created(), id.time()))
        .filter(offset -> offset.abs().compareTo(NEAREST_ZONE.dividedBy(2)) > 0)
        .ifPresent(offset -> {
          long quarters = Math.round((double) offset.toMillis() / NEAREST_ZONE.toMillis());
          String zone =
              "%s%02d:%02d"
                  .formatted(
                      quarters < 0 ? "-" : "+",
                      Math.abs(quarters) / 4,
                      Math.abs(quarters) % 4 * 15);
          offsets.merge(zone, 1L, Long::sum);
        });
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.fact("counts", all + " runs are kept, " + running.size() + " of them RUNNING"));
    if (!running.isEmpty()) {
      findings.add(
          Finding.note(
              "active runs",
              "these are gone on with: "
                  + String.join(", ", running.stream().limit(20).toList())
                  + (running.size() > 20 ? " …" : "")));
    }
    offsets.forEach((zone, count) ->
        findings.add(
            Finding.note(
                "run ids",
                count
                    + " runs have local time in their ids (UTC"
                    + zone
                    + "); new ones have UTC, so around the move they do not sort by name")));
    return findings;
  }
}
