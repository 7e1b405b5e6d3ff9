package epoch.server.drove.local;

/** The states of a task that the local Drove goes through, by Drove's names. */
enum TaskState {
  PENDING,
  PROVISIONING,
  PROVISIONING_FAILED,
  STARTING,
  RUNNING,
  RUN_COMPLETED,
  RUN_FAILED,
  DEPROVISIONING,
  STOPPED,
  LOST;

  boolean isFinal() {
    return this == STOPPED || this == LOST;
  }

  /** Drove names the host only once the container has run there. */
  boolean isOnHost() {
    return this == RUNNING || this == RUN_COMPLETED;
  }
}
