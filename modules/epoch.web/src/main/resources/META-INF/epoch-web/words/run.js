import { ENDED_TASK } from "./states.js";

const ID = /^E[SI]R-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d{3})$/;

/** The time in a run's id, always UTC; undefined for an id that has none. */
export function idTime(runId) {
  const match = ID.exec(runId);
  if (!match) return undefined;
  const [year, mon, day, hour, minute, second, milli] = match.slice(1).map(Number);
  return Date.UTC(year, mon - 1, day, hour, minute, second, milli);
}

/** The fire time it accounts for, or when it was asked for. */
export const fireTime = (run) => run.fireTime ?? idTime(run.runId) ?? run.created;

/** When it ended; undefined while it runs. */
export const endTime = (run) => (run.state === "RUNNING" ? undefined : run.updated);

/** How long it took, or takes by now. */
export const took = (run, now) => (endTime(run) ?? now) - run.created;

/** How long a task took, or takes by now; undefined if it never ran. */
export function taskTook(task, now) {
  if (task.started == null) return undefined;
  if (task.ended != null) return task.ended - task.started;
  return ENDED_TASK.has(task.state) ? undefined : now - task.started;
}

/** The task that says why a run failed. */
export function culprit(run) {
  return Object.entries(run.tasks ?? {}).find(([, task]) => task.state === "FAILED")
    ?? Object.entries(run.tasks ?? {}).find(([, task]) => task.errorMessage);
}

const ENDED = /Task instance exited with status:? (-?\d+)/;
// What shells and kernels mean by them.
const CODES = { 126: "it could not be started", 127: "there is no such command", 137: "killed, often for want of memory", 139: "it crashed", 143: "it was told to stop" };

/** What Drove says of an end, in fewer words and ours, wherever it stands in a text. */
export const plain = (text) => text.replace(ENDED, (_, code) => `exit code ${code}${CODES[code] ? ` (${CODES[code]})` : ""}`);

/** Why a task ended; empty if it does not say. */
export const cause = ({ errorMessage }) => plain(errorMessage ?? "");

/** What a run has to say for itself, on one line. */
export function why(run) {
  if (run.state === "SUCCESSFUL" || run.state === "COMPLETED") return "";
  const found = run.state === "FAILED" ? culprit(run) : undefined;
  if (found?.[1].errorMessage) return `${found[0]}: ${cause(found[1])}`;
  return run.state === "RUNNING" ? "" : plain(run.message ?? "");
}

/** "3 completed, 1 failed". */
export function tally(tasks) {
  const counts = new Map();
  for (const task of tasks) {
    const word = task.state.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, n]) => `${n} ${word}`).join(", ");
}
