import { html, nothing, svg } from "lit";
import { glyph, icon } from "../../components/icon.js";
import { href } from "../../state/router.js";
import { taskTook } from "../../words/run.js";
import { look } from "../../words/states.js";
import { clock, duration, instant } from "../../words/time.js";

const WIDTH = 172;
const HEIGHT = 44;
const GAP = 68;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400].map((s) => s * 1000);

/**
 * In which order tasks follow each other: `[{from, to, on}]`, `on` being "success" or "failure".
 *
 * @param {object | undefined} task what the topology runs
 */
export function edges(task) {
  const found = [];
  /** Adds the edges within, and answers the names that it begins and ends with. */
  function walk(each) {
    if (each?.type !== "COMPOSITE") return { first: [each?.taskName], last: [each?.taskName] };
    const parts = (each.tasks ?? []).map(walk);
    for (let i = 1; i < parts.length; i++) {
      for (const from of parts[i - 1].last) for (const to of parts[i].first) found.push({ from, to, on: each.compositionType === "ANY" ? "failure" : "success" });
    }
    return { first: parts[0]?.first ?? [], last: parts.at(-1)?.last ?? [] };
  }
  walk(task);
  return found;
}

/** The tasks of a run and what follows on what; nothing for a single one. */
export function graph(run, task) {
  const names = Object.keys(run.tasks);
  const between = edges(task).filter(({ from, to }) => run.tasks[from] && run.tasks[to]);
  if (names.length < 2 || between.length === 0) return nothing;
  const at = new Map(names.map((name, i) => [name, i * (WIDTH + GAP)]));
  const width = names.length * (WIDTH + GAP) - GAP;
  return html`<div class="graph-scroll" tabindex="0" role="group" aria-label="Task graph">
    <svg width=${width} height="64" viewBox="0 0 ${width} 64" role="img" aria-label="Task graph: ${names.join(", then ")}">
      ${between.map(({ from, to, on }) => edge(at.get(from) + WIDTH, at.get(to), on, taken(run.tasks[from].state, on)))}
      ${names.map((name) => node(name, run.tasks[name], at.get(name)))}
    </svg>
  </div>`;
}

const taken = (state, on) => (on === "success" ? state === "COMPLETED" : state === "FAILED" || state === "CANCELLED");

const edge = (x1, x2, on, went) => svg`<path class="edge ${went ? "" : "cut-off"}" d="M${x1} 42H${x2 - 1}" /><path class="edge" d="m${x2 - 7} 38 6 4-6 4" />
  <text x=${(x1 + x2) / 2} y="34" text-anchor="middle">${on === "success" ? "then" : "on failure"}</text>`;

function node(name, task, x) {
  const { tone, shape, word } = look("task", task.state);
  const ms = taskTook(task, task.ended ?? task.started ?? 0);
  const words = task.state === "FAILED" && task.attempt > 1 ? `failed, attempt ${task.attempt}` : task.ended != null && ms !== undefined ? duration(ms) : word.toLowerCase();
  return svg`<g transform="translate(${x} 19)"><title>${name}: ${word}</title>
    <rect class="node ${task.state === "FAILED" ? "bad" : task.state === "PENDING" || task.state === "CANCELLED" ? "wait" : ""}" width=${WIDTH} height=${HEIGHT} rx="6" />
    <g class=${tone} transform="translate(12 14)" fill="currentColor">${glyph(shape)}</g>
    <text class="nm" x="36" y="19">${name.length > 20 ? `${name.slice(0, 19)}…` : name}</text><text x="36" y="34">${words}</text></g>`;
}

/** The attempts of a task with times, as far as the server tells. */
const attempts = (task) => {
  const before = Array.isArray(task.attempts) ? task.attempts.filter(({ started, attempt }) => started != null && attempt !== task.attempt) : [];
  return task.started == null ? before : [...before, task];
};

/** When each task ran. `chosen` is the one whose log is shown; `act` makes what can be done with one. */
export function gantt(run, { now, chosen, query, act }) {
  const all = Object.entries(run.tasks);
  const begin = Math.min(run.created, ...all.map(([, task]) => task.started ?? Infinity));
  const end = run.state === "RUNNING" ? now : Math.max(begin + 1000, ...all.map(([, task]) => task.ended ?? 0), ...(all.some(([, task]) => task.ended != null) ? [] : [run.updated]));
  const span = Math.max(1000, (end - begin) * 1.03);
  const x = (time) => ((time - begin) / span) * 100;
  const step = STEPS.find((each) => span / each <= 6) ?? 86_400_000;
  const ticks = [];
  for (let at = Math.ceil(begin / step) * step; at < begin + span; at += step) ticks.push(at);
  const label = (at) => (step < 60_000 ? instant(at).slice(0, 8) : clock(at));
  return html`<table class="gantt">
    <caption class="vh">Tasks with their times</caption>
    <thead>
      <tr><th class="g1" scope="col">Task</th>
        <th scope="col"><span class="vh">Time</span><svg class="t ax" aria-hidden="true" height="28">${ticks.map((at, i) => (x(at) > 95 ? nothing : svg`<text class="axis ${i % 2 ? "alt" : ""}" x="${x(at)}%" y="19" text-anchor=${x(at) < 4 ? "start" : "middle"}>${label(at)}</text>`))}</svg></th>
        <th class="g3" scope="col">Took</th><th class="g4" scope="col"><span class="vh">Actions</span></th></tr>
    </thead>
    <tbody>
      ${all.map(([name, task]) => {
        const state = look("task", task.state);
        const ms = taskTook(task, now);
        const bars = attempts(task);
        const { id, runId } = { id: run.topologyId, runId: run.runId };
        return html`<tr aria-selected=${name === chosen}>
          <td class="g1"><a class="st ${state.tone}" href=${href("run", { id, runId }, { ...query, task: name, at: undefined, file: undefined })} title=${name}>${icon(state.shape)}<span class="ink cut">${name}</span><span class="vh">: ${state.word}</span></a></td>
          <td><svg class="t" role="img" aria-label="${name}: ${state.word.toLowerCase()}${task.started == null ? ", never started" : `, from ${instant(task.started)}${task.ended == null ? "" : ` to ${instant(task.ended)}`}`}">
            ${ticks.map((at) => svg`<line class="tick" x1="${x(at)}%" x2="${x(at)}%" y1="0" y2="32" />`)}
            ${bars.map((each, i) => {
              const from = x(each.started);
              const to = x(each.ended ?? now);
              const tone = each === task ? state.tone : "bad";
              const many = bars.length > 1 || task.attempt > 1;
              return svg`<g><title>${instant(each.started)}${each.ended == null ? "" : ` to ${instant(each.ended)}`}</title><rect class="b-${tone}" x="${from}%" y="9" width="${Math.max(0.3, to - from)}%" height="14" rx="3" />${many && to - from > 3 ? svg`<text class="on" x="${(from + to) / 2}%" y="20" text-anchor="middle">${each.attempt ?? i + 1}</text>` : nothing}</g>`;
            })}
            ${bars.length === 0 ? svg`<text class="axis" x="0" y="20">${task.errorMessage || state.word.toLowerCase()}</text>` : nothing}
          </svg></td>
          <td class="g3 ${ms === undefined ? "faint" : ""}">${ms === undefined ? "–" : duration(ms)}</td>
          <td class="g4">${act(name, task)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
