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
    WAITING: state("Waiting", "idle", "wait"),
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
  verdict: {
    RAN: state("Ran", "ok", "done"),
    CAUGHT_UP: state("Caught up", "ok", "late"),
    SKIPPED: state("Skipped", "idle", "skip"),
    MISSED: state("Missed", "warn", "miss"),
    UNACCOUNTED: state("Not accounted for", "odd", "unknown"),
    HELD: state("Held", "warn", "held"),
    DUE: state("Due", "run", "start"),
    PLANNED: state("Planned", "idle", "wait"),
  },
};

/** How a state looks; one that this page does not know keeps its own word. */
export function look(kind, name) {
  return STATES[kind][name] ?? state(String(name ?? "Unknown"), "odd", "unknown");
}

/** A run is as unknown as its tasks, and waits if it says for what. */
export function runLook(run) {
  if (run.state !== "RUNNING") return look("run", run.state);
  const tasks = Object.values(run.tasks ?? {});
  if (tasks.some((task) => task.state === "UNKNOWN")) return look("run", "UNKNOWN");
  if (run.waitingFor && !tasks.some((task) => task.state === "RUNNING")) return look("run", "WAITING");
  return look("run", "RUNNING");
}

/** What became of a fire time: how its run ended, where there is one and it is still known. */
export function verdictLook({ verdict }, run) {
  if (run && (verdict === "RAN" || run.state === "FAILED" || run.state === "RUNNING")) return runLook(run);
  return look("verdict", verdict);
}

export const ENDED_TASK = new Set(["COMPLETED", "FAILED", "CANCELLED"]);
