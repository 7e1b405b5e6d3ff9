import { html, nothing, svg } from "lit";
import { glyph } from "../../components/icon.js";
import { edges, layout, went } from "../../state/graph.js";
import { taskTook } from "../../words/run.js";
import { look } from "../../words/states.js";
import { duration } from "../../words/time.js";

const WIDTH = 180;
const LETTERS = 16;
const HEIGHT = 44;
const ACROSS = 84;
const DOWN = 18;
const TOP = 6;
const ON = { success: "on success", failure: "on failure", end: "at its end" };

/** The tasks of a run and what follows on what; nothing for a single one. `topology` says how they belong together. */
export function graph(run, topology) {
  const names = Object.keys(run.tasks);
  const between = edges(topology?.task).filter(({ from, to }) => run.tasks[from] && run.tasks[to]);
  if (names.length < 2 || between.length === 0) return nothing;
  const { at, columns, rows, filled } = layout(names, between);
  const height = rows * (HEIGHT + DOWN) - DOWN;
  const place = (name) => {
    const { column, row } = at.get(name);
    const of = filled[column] * (HEIGHT + DOWN) - DOWN;
    return { x: column * (WIDTH + ACROSS), y: TOP + (height - of) / 2 + row * (HEIGHT + DOWN) };
  };
  const width = columns * (WIDTH + ACROSS) - ACROSS;
  // Where all follow on success, nobody has to be told.
  const plain = between.every(({ on }) => on === "success");
  // The same word is said once where ways meet.
  const word = ({ to, on }, i) => (plain || between.findIndex((other) => other.to === to && other.on === on) !== i ? "" : ON[on]);
  const said = between.map(({ from, to, on }) => `${to} after ${from}${plain ? "" : ` ${ON[on]}`}`).join(", ");
  return html`<div class="graph-scroll" tabindex="0" role="group" aria-label="Task graph">
    <svg width=${width} height=${height + 2 * TOP} viewBox="0 0 ${width} ${height + 2 * TOP}" role="img" aria-label="Task graph: ${said}">
      ${between.map((each) => edge(place(each.from), place(each.to), went(run.tasks[each.from].state, each.on) !== false))}
      ${between.map((each, i) => saying(place(each.to), word(each, i)))}
      ${names.map((name) => node(name, run.tasks[name], place(name)))}
    </svg>
  </div>`;
}

function edge(from, to, open) {
  const x1 = from.x + WIDTH;
  const y1 = from.y + HEIGHT / 2;
  const x2 = to.x;
  const y2 = to.y + HEIGHT / 2;
  const bend = Math.max(24, (x2 - x1) / 2);
  return svg`<path class="edge ${open ? "" : "cut-off"}" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 1} ${y2}" /><path class="edge" d="m${x2 - 7} ${y2 - 4} 6 4-6 4" />`;
}

/** The word stands where the ways arrive, so that several from one task stay apart. */
const saying = ({ x, y }, word) => (word ? svg`<text class="on-edge" x=${x - 10} y=${y + HEIGHT / 2 + 4} text-anchor="end">${word}</text>` : nothing);

function node(name, task, { x, y }) {
  const { tone, shape, word } = look("task", task.state);
  const ms = taskTook(task, task.ended ?? task.started ?? 0);
  const words =
    task.state === "FAILED" && task.attempt > 1 ? `failed, attempt ${task.attempt}`
    : task.state === "RUNNING" && task.attempt > 1 ? `running, attempt ${task.attempt}`
    : task.ended != null && ms !== undefined ? duration(ms)
    : word.toLowerCase();
  return svg`<g transform="translate(${x} ${y})"><title>${name}: ${word}</title>
    <rect class="node ${task.state === "FAILED" ? "bad" : task.state === "PENDING" || task.state === "CANCELLED" ? "wait" : ""}" width=${WIDTH} height=${HEIGHT} rx="6" />
    <g class=${tone} transform="translate(12 14)" fill="currentColor">${glyph(shape)}</g>
    <text class="nm" x="36" y="19">${name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name}</text><text x="36" y="34">${words}</text></g>`;
}
