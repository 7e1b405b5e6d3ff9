package epoch.server.run;

import epoch.api.topology.ContainerTask;

/** What tasks are called. */
final class TaskNames {
  /** The variable by which a container says of which run it is. */
  static final String RUN_UID = "EPOCH_RUN_UID";

  /** The variable by which a container says of which installation it is. */
  static final String INSTALLATION = "EPOCH_INSTALLATION";

  /** Epoch 1.14 let a task pass that has no name. */
  private static final String NAMELESS = "task";

  private TaskNames() {}

  static String of(ContainerTask task) {
    String name = task.taskName();
    return name == null || name.isBlank() ? NAMELESS : name;
  }
}
