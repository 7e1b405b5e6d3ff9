package epoch.api.rest;

import epoch.api.json.Frozen;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topologies as a document: what {@code GET /v1/export} answers and {@code POST /v1/import} takes.
 *
 * @param version of this form
 * @param exported when it was made
 * @param topologies by name
 */
public record ExportDocument(int version, @Nullable Instant exported, List<Item> topologies) {
  /** The form that this version writes. */
  public static final int VERSION = 1;

  public ExportDocument {
    exported = Frozen.time(exported);
    topologies = Frozen.listOrEmpty(topologies);
  }

  /**
   * One topology.
   *
   * @param state whether it fires; absent: it does when it is new, and keeps its state otherwise
   * @param topology what it says
   */
  public record Item(@Nullable TopologyState state, Topology topology) {}
}
