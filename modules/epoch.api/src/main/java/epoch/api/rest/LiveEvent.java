package epoch.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened, as {@code GET /v1/events} tells it. */
public sealed interface LiveEvent {

  /** Its name in the stream. */
  String kind();

  /** What the stream carries of it: JSON in one line. */
  default String data() {
    return Json.text(
        switch (this) {
          case TopologyChanged(JsonNode entry) -> entry;
          case RunChanged(JsonNode entry) -> entry;
          case HoldChanged(HoldState state) -> state;
          case CalendarChanged(CalendarDetails details) -> details;
          case Other(String _, JsonNode content) -> content;
          case TopologyRemoved _, CalendarRemoved _, Fired _, Leader _, Reset _ -> this;
        });
  }

  /**
   * A topology was made or changed, or what is known of its runs did.
   *
   * @param entry the topology as in {@code GET /v1/topologies?view=summary}
   */
  record TopologyChanged(JsonNode entry) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "topology";

    @Override
    public String kind() {
      return KIND;
    }

    /** The topology's id. */
    public String id() {
      return entry.path("id").asText();
    }

    /**
     * The topology.
     *
     * @throws JsonProcessingException if the server sent none
     */
    public TopologySummary summary() throws JsonProcessingException {
      return Json.read(entry, TopologySummary.class);
    }
  }

  /**
   * A topology is gone with all that belonged to it.
   *
   * @param id the topology's
   */
  record TopologyRemoved(String id) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "topology-removed";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A run began, went on or ended.
   *
   * @param entry the run as in {@code GET /v1/runs}
   */
  record RunChanged(JsonNode entry) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "run";

    @Override
    public String kind() {
      return KIND;
    }

    /**
     * The run.
     *
     * @throws JsonProcessingException if the server sent none
     */
    public RunEntry run() throws JsonProcessingException {
      return Json.read(entry, RunEntry.class);
    }
  }

  /**
   * Fire times were accounted for.
   *
   * @param topologyId whose
   * @param fireTime the fire time; the last, if there were several
   * @param verdict {@code RAN}, {@code CAUGHT_UP}, {@code SKIPPED}, {@code MISSED}, {@code
   *     UNACCOUNTED}
   * @param reason why, where the verdict does not say it all
   * @param runId the run, where there is one
   * @param lateness milliseconds from the fire time to its run, where there is one
   * @param count how many fire times there were
   */
  record Fired(
      String topologyId,
      @Nullable Instant fireTime,
      String verdict,
      @Nullable String reason,
      @Nullable String runId,
      @Nullable Long lateness,
      long count)
      implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "fire";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * Who leads; the first event of every stream.
   *
   * @param leader {@code http://host:port}
   */
  record Leader(String leader) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "leader";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * The world stands still, or goes on.
   *
   * @param state which of the two
   */
  record HoldChanged(HoldState state) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "hold";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A calendar was created or changed. The topologies that name it may fire at other times now.
   *
   * @param details the calendar as in {@code GET /v1/calendars}
   */
  record CalendarChanged(CalendarDetails details) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "calendar";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A calendar was deleted; no topology named it.
   *
   * @param name the calendar's
   */
  record CalendarRemoved(String name) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "calendar-removed";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * What happened since the reader was last there cannot be told: it has to load anew all that it
   * shows. What follows is complete again.
   *
   * @param reason why
   */
  record Reset(String reason) implements LiveEvent {
    /** Its name in the stream. */
    public static final String KIND = "reset";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * Something that only a later version knows.
   *
   * @param kind its name in the stream
   * @param content what it says
   */
  record Other(String kind, JsonNode content) implements LiveEvent {}

  /**
   * Reads an event of a stream.
   *
   * @param kind its name in the stream
   * @throws JsonProcessingException if the data is not that of an event of this name
   */
  static LiveEvent read(String kind, String data) throws JsonProcessingException {
    JsonNode tree = Json.read(data, JsonNode.class);
    return switch (kind) {
      case TopologyChanged.KIND -> new TopologyChanged(tree);
      case TopologyRemoved.KIND -> Json.read(tree, TopologyRemoved.class);
      case RunChanged.KIND -> new RunChanged(tree);
      case Fired.KIND -> Json.read(tree, Fired.class);
      case Leader.KIND -> Json.read(tree, Leader.class);
      case HoldChanged.KIND -> new HoldChanged(Json.read(tree, HoldState.class));
      case CalendarChanged.KIND -> new CalendarChanged(Json.read(tree, CalendarDetails.class));
      case CalendarRemoved.KIND -> Json.read(tree, CalendarRemoved.class);
      case Reset.KIND -> Json.read(tree, Reset.class);
      default -> new Other(kind, tree);
    };
  }
}
