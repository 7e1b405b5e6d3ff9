import { join } from "./command.js";
import { count, many } from "./numbers.js";
import { named } from "./time.js";

/** The schedule as short as it can be said without asking the server. */
export function schedule(topology, now) {
  const all = [topology.trigger, ...(topology.triggers ?? [])].filter((trigger) => trigger?.type !== undefined);
  return all.map((trigger) => fires(trigger, now)).join("; ") || "No schedule";
}

function fires(trigger, now) {
  if (trigger.type === "CRON") return trigger.timeZone ? `${trigger.timeSpec} in ${trigger.timeZone}` : (trigger.timeSpec ?? "");
  if (trigger.type === "AT") return trigger.time == null ? "Never: it has no time" : `Once, ${named(trigger.time, now)}`;
  if (trigger.type === "EVERY") return `Every ${trigger.interval ?? "?"}`;
  return String(trigger.type);
}

/** Its container tasks, in order, whatever is around them. */
export function containers(task) {
  if (!task) return [];
  return task.type === "COMPOSITE" ? (task.tasks ?? []).flatMap(containers) : [task];
}

/** What a container task starts. */
export function program(task) {
  const executable = task.executable ?? {};
  if (executable.type === "DOCKER") return executable.url ?? "";
  if (executable.type === "COMMAND") return join(executable.command ?? []);
  return String(executable.type ?? task.type ?? "");
}

/** What a topology starts, on one line. */
export function programs(topology) {
  const all = containers(topology.task);
  if (all.length === 0) return String(topology.task?.type ?? "");
  return all.length === 1 ? program(all[0]) : `${count(all.length)} tasks: ${all.map((task) => task.taskName ?? program(task)).join(", ")}`;
}

/** How tasks belong together. */
export function composition(task) {
  if (task?.type !== "COMPOSITE") return "";
  if (task.compositionType === "DAG") return task.parallelism ? `Each as soon as those before it allow, ${count(task.parallelism)} at once` : "Each as soon as those before it allow";
  return task.compositionType === "ANY" ? "One after the other, until one succeeds" : "One after the other, until one fails";
}

/** "2 CPUs, 4,096 MB". */
export function resources(task) {
  return (task.resources ?? [])
    .map((resource) => {
      if (resource.type === "CPU") return many(resource.count, "CPU");
      if (resource.type === "MEMORY") return `${count(resource.sizeInMB)} MB`;
      return String(resource.type);
    })
    .join(", ");
}

/** "3 attempts, from 30 s to 10 min", as far as it says so. */
export function retries(task) {
  if (task.retry == null) return "";
  const { maxAttempts = 3, backoff = "30 s", maxBackoff = "10 min", on } = task.retry;
  return `${many(maxAttempts, "attempt")}, waiting ${backoff} to ${maxBackoff}${on ? `, if ${on.map((end) => end.toLowerCase()).join(" or ")}` : ""}`;
}

/** "load, extract; even if they fail". */
export function dependencies(task) {
  if (!(task.dependsOn?.length > 0)) return "";
  return `${task.dependsOn.join(", ")}${{ FAILURE: ", if one fails", ALWAYS: ", however they end" }[task.when] ?? ""}`;
}

/** Who is told. */
export function told(topology) {
  const notify = topology.notify;
  if (!notify) return "The addresses of Epoch's configuration";
  if (notify.type === "MAIL") return (notify.emails ?? []).join(", ") || "Nobody";
  return notify.type === "BLACKHOLE" ? "Nobody" : String(notify.type);
}

/** What happens to fires that Epoch could not keep. */
export function catchUp(topology) {
  const { catchUp: how = "LATEST", catchUpWindow: window } = topology.policy ?? {};
  const within = `within ${window ?? "1 hour"}`;
  return { NONE: "None", LATEST: `The latest, ${within}`, ALL: `All, ${within}` }[how] ?? String(how);
}

const OVERLAP = { SKIP: "Skip while one runs", QUEUE: "Wait for the one before", ALLOW: "Run beside it", REPLACE: "Replace the running one" };
const WORDED = {
  runTimeout: ["Timeout", (value) => `${value} a run`],
  startDeadline: ["Begins", (value) => `${value} late at most`],
  pauseAfterFailures: ["Pauses", (value) => `after ${many(value, "failure")} in a row`],
  jitter: ["Spread", (value) => `over ${value}`],
  calendars: ["Calendars", (value, { inCalendar }) => `${value.join(", ")}${inCalendar === "RUN_ONCE_AFTER" ? "; then the latest" : ""}`],
  group: ["Group", (value, { priority }) => `${value}${priority === undefined ? "" : `, priority ${priority}`}`],
};
const SAID_ELSEWHERE = new Set(["inCalendar", "priority"]);

/** What the policy says, as pairs of word and value; what this page has no words for stands as it is written. */
export function policies(topology) {
  const { catchUp: how, catchUpWindow: within, overlap, ...others } = topology.policy ?? {};
  const lines = [["Catch-up", catchUp(topology)]];
  if (overlap !== undefined) lines.unshift(["Overlap", OVERLAP[overlap?.type ?? overlap] ?? plain(overlap)]);
  for (const [name, value] of Object.entries(others)) {
    if (value === null || value === undefined || SAID_ELSEWHERE.has(name)) continue;
    const [word, say] = WORDED[name] ?? [worded(name), plain];
    lines.push([word, say(value, others)]);
  }
  return lines;
}

const worded = (name) => name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replace(/^./, (c) => c.toUpperCase());
const plain = (value) =>
  value !== null && typeof value === "object" ? Object.entries(value).map(([key, each]) => `${worded(key).toLowerCase()} ${plain(each)}`).join(", ") : String(value);
