import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { containerPaths, get, resourcePath } from "../../state/form.js";
import { add, compose, depend, move, names, order, remove, rename } from "../../state/tasks.js";
import { join, split } from "../../words/command.js";
import { count } from "../../words/numbers.js";
import { input, pairs, select, text } from "./fields.js";
import { retry } from "./retry.js";

/** What it starts: each container with a block of its own. */
export function what(form, { commands }) {
  const paths = containerPaths(form.doc.task);
  const several = form.doc.task?.type === "COMPOSITE";
  return html`<section aria-labelledby="f-what">
    <h2 id="f-what">What</h2>
    ${several ? together(form) : nothing}
    ${paths.map((path) => container(form, path, several, commands))}
    <div class="fields add"><div class="all"><button class="btn" type="button" @click=${() => form.arrange("task", add(form.doc.task))}>${icon("plus")}Another task</button></div></div>
  </section>`;
}

const NAMES = "Names its log and its part of the run.";
const ORDERS = [["ALL", "One after the other, until one fails"], ["ANY", "One after the other, until one succeeds"], ["DAG", "Each as soon as those before it have ended"]];
const WHENS = [[undefined, "all succeeded"], ["FAILURE", "at least one failed"], ["ALWAYS", "all ended, either way"]];

/** How several tasks belong together. */
function together(form) {
  const { task } = form.doc;
  const known = ORDERS.some(([type]) => type === order(task)) ? ORDERS : [...ORDERS, [order(task), order(task)]];
  return html`<div class="fields">
    <div class="f w8"><label for="f-order">Order</label>
      <select class="in" id="f-order" @change=${(event) => form.arrange("task", compose(task, known[event.target.selectedIndex][0]))}>
        ${known.map(([type, word]) => html`<option ?selected=${type === order(task)}>${word}</option>`)}
      </select></div>
    ${order(task) === "DAG" ? input(form, "task.parallelism", "At once, at most", { width: "w4", number: true, optional: true, placeholder: "as many as can" }) : nothing}
  </div>`;
}

/** Which tasks of a graph have to have ended before one starts, and how. */
function after(form, path) {
  const it = get(form.doc, path) ?? {};
  const others = names(form.doc.task).filter((name) => name !== it.taskName);
  const gone = (it.dependsOn ?? []).filter((name) => !others.includes(name));
  const wrong = form.problem(`${path}.dependsOn`);
  const after = it.dependsOn?.length > 0;
  return html`<div class="f ${after ? "w8" : ""}" role="group" aria-label="Starts after"><span class="label">Starts after</span>
      <div class="days">${[...others, ...gone].map((name) => html`<label><input type="checkbox" .checked=${live(it.dependsOn?.includes(name) ?? false)} @change=${(event) => form.set(path, depend(it, name, event.target.checked))} />${name}</label>`)}</div>
      ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : nothing}</div>
    ${after ? select(form, `${path}.when`, "If of these", WHENS, { width: "w4" }) : nothing}`;
}

/** What stands above a task of several: its place among them, and a way out. */
function head(form, path) {
  const { task } = form.doc;
  const it = get(form.doc, path) ?? {};
  const i = Number(/^task\.tasks\[(\d+)\]$/.exec(path)?.[1] ?? NaN);
  // Parts of a composite within a composite keep their place.
  if (Number.isNaN(i)) return html`<h3 class="all">${it.taskName || "Task"}</h3>`;
  const name = it.taskName || `task ${i + 1}`;
  const ordered = order(task) !== "DAG";
  const button = (word, run, off) => html`<button class="btn quiet" type="button" aria-label="${word} ${name}" ?disabled=${off} title=${off ? "It is there already" : nothing} @click=${run}>${word}</button>`;
  return html`<div class="all task-head"><h3>${i + 1}. ${it.taskName || "Task"}</h3><div class="btns push">
    ${ordered ? html`${button("Earlier", () => form.arrange("task", move(task, i, -1)), i === 0)}${button("Later", () => form.arrange("task", move(task, i, 1)), i === task.tasks.length - 1)}` : nothing}
    ${task.tasks.length > 1 ? button("Remove", () => form.arrange("task", remove(task, i)), false) : nothing}
  </div></div>`;
}

/** The name of a task; who depends on it goes on to do so under its new name. */
function taskName(form, path) {
  const was = `${path}.was`;
  const name = get(form.doc, `${path}.taskName`);
  const entered = () => form.keep(was, name ?? "");
  const left = () => {
    const before = form.draft(was);
    form.keep(was, undefined);
    if (before && name && before !== name && names(form.doc.task).filter((each) => each === before).length === 0) form.set("task", rename(form.doc.task, before, name));
  };
  return html`<div class="all" @focusin=${entered} @focusout=${left}>${input(form, `${path}.taskName`, "Task name", { help: NAMES })}</div>`;
}

function container(form, path, several, commands) {
  const it = get(form.doc, path) ?? {};
  const program = it.executable?.type ?? "DOCKER";
  const cpu = resourcePath(it, "CPU");
  const memory = resourcePath(it, "MEMORY");
  const megabytes = get(it, `${memory}.sizeInMB`);
  const size = (at, type, key) => ({
    ...form,
    // A resource that was missing needs its type, too.
    set: (_, value) => form.set(`${path}.${at}`, { ...get(it, at), type, [key]: value }),
  });
  return html`<div class="fields" role=${several ? "group" : nothing} aria-label=${several ? it.taskName || "Task" : nothing}>
    ${several ? html`${head(form, path)}${taskName(form, path)}${order(form.doc.task) === "DAG" ? after(form, path) : nothing}` : nothing}
    ${commands || program === "COMMAND"
      ? html`<div class="f w4"><label for="kind-${path}">Runs</label>
          <select class="in" id="kind-${path}" .value=${live(program)} @change=${(event) => form.set(`${path}.executable`, event.target.value === "DOCKER" ? { type: "DOCKER", url: "" } : { type: "COMMAND", command: [] })}>
            <option value="DOCKER" ?selected=${program === "DOCKER"}>a container image</option><option value="COMMAND" ?selected=${program === "COMMAND"}>a command of the machine</option>
          </select></div>`
      : nothing}
    ${program === "COMMAND"
      ? text(form, `${path}.executable.command`, "Command", { mono: true, read: (value) => join(value ?? []), write: split, placeholder: "/usr/bin/rsync -a 'from here' /to/there", help: "Quotes hold an argument together. It runs only where Drove is the local one.", width: commands ? "w8" : "" })
      : input(form, `${path}.executable.url`, "Container image", { mono: true, placeholder: "registry.example.org/team/job:1.0", problemPath: `${path}.executable`, width: commands ? "w8" : "" })}
    ${input(size(cpu, "CPU", "count"), `${path}.${cpu}.count`, "CPUs", { width: "w3 half", number: true, problemPath: `${path}.${cpu}` })}
    ${input(size(memory, "MEMORY", "sizeInMB"), `${path}.${memory}.sizeInMB`, "Memory", { width: "w3 half", number: true, unit: "MB", problemPath: `${path}.${memory}`, help: megabytes >= 1024 ? `${count(Math.round(megabytes / 102.4) / 10)} GB` : nothing })}
    ${several ? nothing : input(form, `${path}.taskName`, "Task name", { width: "w6", help: NAMES })}
    ${several ? html`<details class="more all" ?open=${form.isOpen(`${path}.env`, MORE.some((field) => it[field] != null))}><summary>Environment, arguments, volumes, retry, timeout</summary><div class="fields">${more(form, path)}</div></details>` : more(form, path)}
  </div>`;
}

const MORE = ["env", "args", "volumes", "retry", "timeout"];

/** What not every task needs. */
const more = (form, path) => html`${pairs(form, `${path}.env`, "Environment", { names: ["NAME", "Value"], add: "Variable" })}
  ${text(form, `${path}.args`, "Arguments", { rows: 2, mono: true, optional: true, help: "One a line.", read: (value) => (value ?? []).join("\n"), write: lines })}
  ${volumes(form, `${path}.volumes`)} ${retry(form, path)}`;

const lines = (typed) => {
  const list = typed.split("\n").filter((line) => line !== "");
  return list.length > 0 ? list : undefined;
};

function volumes(form, path) {
  const list = get(form.doc, path) ?? [];
  const wrong = form.problem(path);
  const box = (i, key, label, placeholder) =>
    html`<input class="in mono" aria-label="${label} ${i + 1}" placeholder=${placeholder} autocomplete="off" spellcheck="false" .value=${live(list[i][key] ?? "")} @input=${(event) => form.set(`${path}[${i}].${key}`, event.target.value || undefined)} />`;
  const remove = (i) => form.set(path, list.length === 1 ? undefined : list.toSpliced(i, 1));
  return html`<div class="f" role="group" aria-label="Volumes">
    <span class="label">Volumes <small>optional</small></span>
    ${list.length > 0
      ? html`<table class="kv vols"><tbody>${list.map(
          (volume, i) => html`<tr>
            <td>${box(i, "pathOnHost", "Path on the host", "/data/on/host")}</td>
            <td>${box(i, "pathInContainer", "Path in the container", "/data/in/container")}</td>
            <td><select class="in" aria-label="Mode ${i + 1}" @change=${(event) => form.set(`${path}[${i}].mode`, event.target.value)}>
              ${[["READ_ONLY", "read only"], ["READ_WRITE", "read and write"]].map(([value, word]) => html`<option value=${value} ?selected=${(volume.mode ?? "READ_ONLY") === value}>${word}</option>`)}
            </select></td>
            <td><button class="btn quiet" type="button" aria-label="Remove volume ${i + 1}" title="Remove" @click=${() => remove(i)}>${icon("cross")}</button></td>
          </tr>`,
        )}</tbody></table>`
      : nothing}
    ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : nothing}
    <button class="btn quiet" type="button" @click=${() => form.set(path, [...list, { mode: "READ_ONLY" }])}>${icon("plus")}Volume</button>
  </div>`;
}
