package epoch.api.drove;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What Drove is asked to do with a task. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskOperation.Create.class, name = "CREATE"),
  @JsonSubTypes.Type(value = TaskOperation.Kill.class, name = "KILL")
})
public sealed interface TaskOperation {

  /** How it should be carried out. */
  OperationSpec opSpec();

  /**
   * Starts a task; it runs at once.
   *
   * @param spec the task
   * @param opSpec how
   */
  record Create(TaskSpec spec, OperationSpec opSpec) implements TaskOperation {}

  /**
   * Kills a running task.
   *
   * @param sourceAppName the app that it belongs to
   * @param taskId its id within the app
   * @param opSpec how
   */
  record Kill(String sourceAppName, String taskId, OperationSpec opSpec) implements TaskOperation {}
}
