// In which order the tasks of a run follow each other, and where they stand when that is drawn.

const CONDITIONS = { SUCCESS: "success", FAILURE: "failure", ALWAYS: "end" };

/**
 * In which order tasks follow each other: `[{from, to, on}]`, `on` being "success", "failure" or "end", how the first has to have ended.
 *
 * @param {object | undefined} task what the topology runs
 */
export function edges(task) {
  const found = [];
  /** Adds the edges within, and answers the names that it begins and ends with. */
  function walk(each) {
    if (each?.type !== "COMPOSITE") return { first: [each?.taskName], last: [each?.taskName] };
    if (each.compositionType === "DAG") return graph(each.tasks ?? []);
    const parts = (each.tasks ?? []).map(walk);
    for (let i = 1; i < parts.length; i++) {
      for (const from of parts[i - 1].last) for (const to of parts[i].first) found.push({ from, to, on: each.compositionType === "ANY" ? "failure" : "success" });
    }
    return { first: parts[0]?.first ?? [], last: parts.at(-1)?.last ?? [] };
  }
  function graph(tasks) {
    const named = tasks.filter((each) => each?.taskName);
    for (const { taskName, dependsOn, when } of named) for (const from of dependsOn ?? []) found.push({ from, to: taskName, on: CONDITIONS[when ?? "SUCCESS"] ?? "success" });
    const followed = new Set(named.flatMap(({ dependsOn }) => dependsOn ?? []));
    return {
      first: named.filter(({ dependsOn }) => !dependsOn?.length).map(({ taskName }) => taskName),
      last: named.filter(({ taskName }) => !followed.has(taskName)).map(({ taskName }) => taskName),
    };
  }
  walk(task);
  return found;
}

/**
 * Where each task stands: as far to the right as the longest way to it, one below the other where they are equally far.
 *
 * @param {string[]} names in the order of the topology
 * @param {{from: string, to: string}[]} between
 * @returns {{at: Map<string, {column: number, row: number}>, columns: number, rows: number}}
 */
export function layout(names, between) {
  const before = new Map(names.map((name) => [name, between.filter(({ to }) => to === name).map(({ from }) => from)]));
  const column = new Map();
  /** A way that comes back to itself, which no server accepts, is cut where it does. */
  const find = (name, way) => {
    if (way.has(name)) return -1;
    if (!column.has(name)) column.set(name, Math.max(-1, ...(before.get(name) ?? []).map((from) => find(from, new Set([...way, name])))) + 1);
    return column.get(name);
  };
  for (const name of names) find(name, new Set());
  const filled = [];
  const at = new Map();
  for (const name of names) {
    const c = column.get(name);
    filled[c] = (filled[c] ?? 0) + 1;
    at.set(name, { column: c, row: filled[c] - 1 });
  }
  return { at, columns: filled.length, rows: Math.max(0, ...Array.from(filled, (n) => n ?? 0)), filled };
}

/** Whether a run went this way; undefined while that is open. */
export function went(state, on) {
  if (state === "COMPLETED") return on !== "failure";
  if (state === "FAILED" || state === "CANCELLED") return on !== "success";
  return undefined;
}
