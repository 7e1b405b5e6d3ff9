package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import epoch.api.calendar.Calendar;
import epoch.api.json.Frozen;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topologies as a document, with the calendars that they name: what {@code GET /v1/export} answers
 * and {@code POST /v1/import} takes.
 *
 * @param version of this form
 * @param exported when it was made
 * @param calendars by name
 * @param topologies by name
 */
public record ExportDocument(
    int version,
    @Nullable Instant exported,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Calendar> calendars,
    List<Item> topologies) {
  /** The form that this version writes. */
  public static final int VERSION = 1;

  public ExportDocument {
    exported = Frozen.time(exported);
    calendars = Frozen.listOrEmpty(calendars);
    topologies = Frozen.listOrEmpty(topologies);
  }

  /** A document without calendars. */
  public ExportDocument(int version, @Nullable Instant exported, List<Item> topologies) {
    this(version, exported, List.of(), topologies);
  }

  /**
   * One topology.
   *
   * @param state whether it fires; absent: it does when it is new, and keeps its state otherwise
   * @param topology what it says
   */
  public record Item(@Nullable TopologyState state, Topology topology) {}
}
