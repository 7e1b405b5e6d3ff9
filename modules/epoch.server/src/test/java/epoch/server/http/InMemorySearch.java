package epoch.server.http;

import epoch.api.json.Json;
import epoch.api.rest.Forecast;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.RunStatistics;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.Standing;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.Why;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyDetails;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.operations.RunFilter;
import epoch.server.operations.Runs;
import epoch.server.operations.Schedules;
import epoch.server.operations.Search;
import epoch.server.operations.Topologies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the topologies of a map, by name and without a filter. */
record InMemorySearch(Topologies topologies, Runs runs) implements Search, Schedules {

  @Override
  public boolean isShort(TopologyFilter filter, PageRequest page) {
    return topologies.list().size() <= 100;
  }

  @Override
  public Part topologies(TopologyFilter filter, PageRequest page, boolean summary) {
    List<TopologyDetails> all = topologies.list();
    return new Part(
        () -> all.stream().map(Json::bytes).iterator(), all.size(), Optional.empty(), all.size());
  }

  @Override
  public TopologyEntry topology(String id) {
    return new TopologyEntry(
        topologies.find(id),
        new Standing(1, "", "", null, null, List.of(), null, 0, null, null, null, null));
  }

  @Override
  public List<String> ids(TopologyFilter filter) {
    return topologies.list().stream().map(TopologyDetails::id).toList();
  }

  @Override
  public Part runs(RunFilter filter, PageRequest page) {
    return new Part(List.of(), 0, Optional.empty(), 0);
  }

  @Override
  public Part runsOf(String topologyId, Set<RunState> states, PageRequest page)
      throws InterruptedException {
    List<Run> all = runs.list(topologyId, states);
    return new Part(
        () -> all.stream().map(Json::bytes).iterator(), all.size(), Optional.empty(), all.size());
  }

  @Override
  public RunStatistics stats(String topologyId) {
    topologies.find(topologyId);
    return new RunStatistics(0, 0, 0, 0, null, null, null, null);
  }

  @Override
  public SchedulePreview preview(PreviewRequest request) {
    return new SchedulePreview("", "", List.of(), List.of());
  }

  @Override
  public Forecast forecast(
      @Nullable Instant from, @Nullable Instant to, @Nullable Duration bucket) {
    return new Forecast(Instant.EPOCH, Instant.EPOCH, 1, List.of(), List.of());
  }

  @Override
  public Why why(String topologyId, @Nullable Instant at) {
    topologies.find(topologyId);
    return new Why(topologyId, at, "", null, "", "", null);
  }
}
