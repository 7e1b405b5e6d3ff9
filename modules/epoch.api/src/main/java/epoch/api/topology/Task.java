package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a run of a topology does: a container, or several tasks put together. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    visible = true,
    defaultImpl = UnknownTask.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = ContainerTask.class, name = "CONTAINER_EXECUTION"),
  @JsonSubTypes.Type(value = CompositeTask.class, name = "COMPOSITE")
})
@JsonIgnoreProperties("type")
public sealed interface Task permits ContainerTask, CompositeTask, UnknownTask {

  /**
   * Answers all containers of this task in the order in which they are written.
   *
   * @return the leaves; none for an unknown task
   */
  default List<ContainerTask> containers() {
    return switch (this) {
      case ContainerTask container -> List.of(container);
      case CompositeTask composite ->
          composite.tasks().stream().flatMap(task -> task.containers().stream()).toList();
      case UnknownTask _ -> List.of();
    };
  }
}
