package epoch.server.search;

import epoch.api.rest.RunStatistics;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.TopologySummary;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.RunFilter;
import epoch.server.operations.Search;
import epoch.server.run.ActiveRuns;
import epoch.server.run.RunService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Finds topologies and runs while this node leads. Thread safe. */
public final class SearchService implements Search {
  private final Catalog catalog;
  private final TopologySearch topologies;
  private final RunSearch found;
  private final RunService runs;

  /**
   * @param held whether the world stands still
   */
  public SearchService(
      Catalog catalog,
      Calendars calendars,
      ActiveRuns active,
      RunService runs,
      BooleanSupplier held,
      InstantSource clock) {
    this.catalog = catalog;
    this.topologies =
        new TopologySearch(catalog, new Rows(catalog, calendars), active::activity, held, clock);
    this.found = new RunSearch(topologies, active, runs);
    this.runs = runs;
  }

  @Override
  public boolean isShort(TopologyFilter filter, PageRequest page) {
    return topologies.isShort(filter, page);
  }

  @Override
  public Part topologies(TopologyFilter filter, PageRequest page, boolean summary) {
    return topologies.find(filter, page, summary);
  }

  @Override
  public TopologyEntry topology(String id) {
    return visible(id)
        .map(topologies::entry)
        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "No such topology: " + id));
  }

  /**
   * A topology as in {@code view=summary}, for whoever tells that it changed; empty if it is gone.
   */
  public Optional<TopologySummary> summary(String id) {
    return visible(id).map(topologies::brief);
  }

  @Override
  public List<String> ids(TopologyFilter filter) {
    return topologies.ids(filter);
  }

  @Override
  public Part runs(RunFilter filter, PageRequest page) throws InterruptedException {
    return found.find(filter, page);
  }

  @Override
  public Part runsOf(String topologyId, Set<RunState> states, PageRequest page)
      throws InterruptedException {
    return RunSearch.part(runs.list(topologyId, states), page);
  }

  @Override
  public RunStatistics stats(String topologyId) throws InterruptedException {
    return Statistics.of(runs.list(topologyId, Set.of()));
  }

  private Optional<Entry> visible(String id) {
    return catalog.find(id).filter(entry -> entry.state() != TopologyState.DELETED);
  }
}
