package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several tasks put together.
 *
 * @param tasks the parts, in order
 * @param compositionType how they belong together; absent: {@code ALL}
 * @param parallelism how many tasks of a {@code DAG} run at once at most; absent: as many as can
 * @param unknownFields fields that this version does not know; written back as they came
 */
public record CompositeTask(
    List<Task> tasks,
    @Nullable CompositionType compositionType,
    @Nullable Integer parallelism,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknownFields)
    implements Task {

  public CompositeTask {
    // An element that is null in JSON must not spoil the walk over the others; validation refuses
    // it.
    tasks =
        Frozen.listOrEmpty(tasks).stream()
            .map(task -> Objects.requireNonNullElseGet(task, UnknownTask::missing))
            .toList();
    unknownFields = Frozen.mapOrEmpty(unknownFields);
  }

  /** The same composite of other tasks. */
  public CompositeTask withTasks(List<Task> newTasks) {
    return new CompositeTask(newTasks, compositionType, parallelism, unknownFields);
  }

  /** Tasks that belong together so. */
  public static CompositeTask of(List<Task> tasks, @Nullable CompositionType type) {
    return new CompositeTask(tasks, type, null, Map.of());
  }
}
