// The tasks of a topology, as a form adds, orders and takes them away. One task stands alone, several are parts of a composite.

import { containerPaths, get } from "./form.js";

const PLAIN = new Set(["type", "tasks", "compositionType", "parallelism"]);

const listOf = (task) => (task?.type === "COMPOSITE" ? (task.tasks ?? []) : [task]);
function without(task) {
  const { dependsOn, when, ...rest } = task ?? {};
  return rest;
}


/** Names of all containers, in order. */
export const names = (task) => containerPaths(task).map((path) => get({ task }, path)?.taskName).filter(Boolean);

/** How tasks belong together; the same default as the server's. */
export const order = (task) => task.compositionType ?? "ALL";

/** With one more task at the end. */
export function add(task) {
  const taken = new Set(names(task));
  const number = Array.from({ length: taken.size + 2 }, (_, i) => i + 1).find((n) => !taken.has(`task-${n}`));
  const next = {
    type: "CONTAINER_EXECUTION",
    taskName: `task-${number}`,
    // Whoever runs commands will go on with commands.
    executable: listOf(task).at(-1)?.executable?.type === "COMMAND" ? { type: "COMMAND", command: [] } : { type: "DOCKER", url: "" },
    resources: [{ type: "CPU", count: 1 }, { type: "MEMORY", sizeInMB: 512 }],
  };
  if (task?.type === "COMPOSITE") return { ...task, tasks: [...listOf(task), next] };
  return { type: "COMPOSITE", tasks: [task, next], compositionType: "ALL" };
}

/** Without one of its tasks; the last one that is left stands alone again, unless its composite says more. */
export function remove(task, i) {
  const gone = task.tasks[i]?.taskName;
  const tasks = task.tasks.toSpliced(i, 1).map((each) => follow(each, (name) => (name === gone ? undefined : name)));
  if (tasks.length === 1 && Object.keys(task).every((key) => PLAIN.has(key))) return without(tasks[0]);
  return { ...task, tasks };
}

/** With one of its tasks earlier (-1) or later (1). */
export function move(task, i, by) {
  const tasks = task.tasks.toSpliced(i, 1).toSpliced(i + by, 0, task.tasks[i]);
  return { ...task, tasks };
}

/** With another name for one of them, wherever it is named. */
export const rename = (task, was, now) => ({ ...task, tasks: task.tasks.map((each) => follow(each, (name) => (name === was ? now : name))) });

/** Another way of belonging together. From an order to a graph nothing changes at first: each depends on the one before it. */
export function compose(task, type) {
  const graph = order(task) === "DAG";
  if (type === "DAG" && !graph) {
    const tasks = task.tasks.map((each, i) => (i === 0 || each.dependsOn ? each : { ...each, dependsOn: [task.tasks[i - 1].taskName] }));
    return { ...task, compositionType: type, tasks };
  }
  if (type !== "DAG" && graph) {
    const { parallelism, ...rest } = task;
    return { ...rest, compositionType: type, tasks: task.tasks.map(without) };
  }
  return { ...task, compositionType: type };
}

/** With or without the dependency on another task. */
export function depend(task, on, wanted) {
  const others = (task.dependsOn ?? []).filter((name) => name !== on);
  if (wanted) return { ...task, dependsOn: [...others, on] };
  return others.length > 0 ? { ...task, dependsOn: others } : without(task);
}

function follow(task, change) {
  if (!task?.dependsOn) return task;
  const dependsOn = task.dependsOn.map(change).filter((name) => name !== undefined);
  return dependsOn.length > 0 ? { ...task, dependsOn } : without(task);
}
