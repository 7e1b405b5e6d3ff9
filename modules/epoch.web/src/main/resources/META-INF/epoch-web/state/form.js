// A form is a view of a topology: each field reads and writes one place in it, so what the form does not show stays as it is.

/** What a new topology starts with; `commands` says whether it is rather a command than an image. */
export const blank = ({ commands = false } = {}) => ({
  name: "",
  task: {
    type: "CONTAINER_EXECUTION",
    taskName: "main",
    executable: commands ? { type: "COMMAND", command: [] } : { type: "DOCKER", url: "" },
    resources: [{ type: "CPU", count: 1 }, { type: "MEMORY", sizeInMB: 512 }],
  },
  trigger: { type: "CRON", timeSpec: "0 0 2 * * ?" },
});

const steps = (path) => path.replaceAll("[", ".").replaceAll("]", "").split(".").filter((step) => step !== "");

/** What stands at a path such as `task.resources[0].count`. */
export const get = (value, path) => steps(path).reduce((at, step) => at?.[step], value);

/** The same with another value at a path; undefined takes it away. Nothing is changed in place. */
export function set(value, path, next) {
  const [step, ...rest] = steps(path);
  if (step === undefined) return next;
  const list = /^\d+$/.test(step) && (value === undefined || Array.isArray(value));
  const copy = list ? [...(value ?? [])] : { ...value };
  const inner = rest.length === 0 ? next : set(copy[step], rest.join("."), next);
  if (inner !== undefined) copy[step] = inner;
  else if (list) copy.splice(Number(step), 1);
  else delete copy[step];
  return copy;
}

/** Takes away what a change left empty of a policy, where there was nothing of it before; elsewhere an empty object says something. */
export function tidy(value, path, base) {
  if (!path.startsWith("policy")) return value;
  const parent = path.replace(/[.[][^.[]*$/, "");
  if (parent === path) return value;
  const left = get(value, parent);
  const empty = left !== null && typeof left === "object" && Object.keys(left).length === 0;
  return empty && get(base, parent) === undefined ? tidy(set(value, parent, undefined), parent, base) : value;
}

/** A whole number if it is one; else the text as it is, for the server to say what is wrong with it. */
export const numeric = (text) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim() === "" ? undefined : text);

/** Paths of all containers, in order. */
export function containerPaths(task, path = "task") {
  if (task?.type !== "COMPOSITE") return [path];
  return (task.tasks ?? []).flatMap((each, i) => containerPaths(each, `${path}.tasks[${i}]`));
}

/** Where the resource of a type stands within a container; behind the others if it is missing. */
export function resourcePath(container, type) {
  const at = (container?.resources ?? []).findIndex((resource) => resource?.type === type);
  return `resources[${at < 0 ? (container?.resources?.length ?? 0) : at}]`;
}

/** Problems as `{field, message}`, from either form in which servers tell them. */
export function problems(list) {
  return list.map((problem) => {
    if (typeof problem !== "string") return { field: problem.field ?? "", message: problem.message ?? "" };
    const [, field, message] = /^((?:name|task|triggers?|windows|timeZone|notify|policy|labels|owner|description)\b[^:]*): (.*)$/s.exec(problem) ?? [undefined, "", problem];
    return { field, message };
  });
}

/** Each problem at the field whose path fits it best: `{fields: Map path → text, others: [text]}`. */
export function place(list, paths) {
  const fields = new Map();
  const others = [];
  for (const { field, message } of list) {
    const path = paths.filter((each) => field === each || field.startsWith(`${each}.`) || field.startsWith(`${each}[`)).sort((a, b) => b.length - a.length)[0];
    if (path === undefined) {
      others.push(field ? `${field}: ${message}` : message);
      continue;
    }
    const within = field.slice(path.length).replace(/^\./, "");
    const text = within && /env|notify|labels|volumes/.test(path) ? `${within}: ${message}` : message;
    fields.set(path, fields.has(path) ? `${fields.get(path)}; ${text}` : text);
  }
  return { fields, others };
}

/** My changes on top of theirs; `both` are the paths that both changed. */
export function merge(theirs, mine, theirChanges, myChanges) {
  const both = myChanges.filter(({ path }) => theirChanges.some((other) => overlaps(other.path, path))).map(({ path }) => path);
  // From the end, so that what is taken out of a list does not move what follows.
  const merged = myChanges.toReversed().reduce((value, { path, after }) => set(value, path, after), theirs);
  return { merged: myChanges.length > 0 ? merged : mine, both };
}

const overlaps = (a, b) => a === b || a.startsWith(`${b}.`) || a.startsWith(`${b}[`) || b.startsWith(`${a}.`) || b.startsWith(`${a}[`);
