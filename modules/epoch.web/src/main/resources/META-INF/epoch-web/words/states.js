// Every state has a word, a tone and a shape (see components/icon.js); never colour alone.

const state = (word, tone, shape) => Object.freeze({ word, tone, shape });

const STATES = {
  topology: {
    ACTIVE: state("Active", "ok", "active"),
    PAUSED: state("Paused", "warn", "pause"),
    DELETED: state("Deleted", "idle", "deleted"),
  },
  run: {
    RUNNING: state("Running", "run", "run"),
    SUCCESSFUL: state("Successful", "ok", "ok"),
    COMPLETED: state("Completed", "ok", "done"),
    FAILED: state("Failed", "bad", "bad"),
    SKIPPED: state("Skipped", "idle", "skip"),
    UNKNOWN: state("Unknown", "odd", "unknown"),
  },
  task: {
    PENDING: state("Pending", "idle", "wait"),
    STARTING: state("Starting", "run", "start"),
    RUNNING: state("Running", "run", "run"),
    COMPLETED: state("Completed", "ok", "done"),
    FAILED: state("Failed", "bad", "bad"),
    CANCELLED: state("Cancelled", "idle", "cancel"),
    UNKNOWN: state("Unknown", "odd", "unknown"),
  },
};

/** How a state looks; one that this page does not know keeps its own word. */
export function look(kind, name) {
  return STATES[kind][name] ?? state(String(name ?? "Unknown"), "odd", "unknown");
}

/** A run is as unknown as its tasks. */
export function runLook(run) {
  const unknown = run.state === "RUNNING" && Object.values(run.tasks ?? {}).some((task) => task.state === "UNKNOWN");
  return look("run", unknown ? "UNKNOWN" : run.state);
}

export const ENDED_TASK = new Set(["COMPLETED", "FAILED", "CANCELLED"]);
