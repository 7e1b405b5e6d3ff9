import { html, svg } from "lit";
import { many } from "../words/numbers.js";
import { look } from "../words/states.js";
import { duration } from "../words/time.js";

const PITCH = 7;
export const FIRES = 20;

// 5 × 16; it has to read in grey, so each outcome has a height of its own.
const CELLS = {
  ok: svg`<rect y="4" width="5" height="8" rx="1" />`,
  failed: svg`<rect width="5" height="16" rx="1" />`,
  late: svg`<rect y="6" width="5" height="6" rx="1" /><circle cx="2.5" cy="2.5" r="2" />`,
  skipped: svg`<rect y="7" width="5" height="2" rx="1" />`,
  missed: svg`<rect x=".7" y=".7" width="3.6" height="14.6" rx=".8" fill="none" stroke="currentColor" stroke-width="1.4" />`,
  running: svg`<path d="M0 3v10l5-5Z" />`,
  unknown: svg`<circle cx="2.5" cy="2.5" r="1.5" /><circle cx="2.5" cy="8" r="1.5" /><circle cx="2.5" cy="13.5" r="1.5" />`,
  none: svg`<circle cx="2.5" cy="8" r=".9" />`,
};

const SHAPES = { SUCCESSFUL: "ok", COMPLETED: "ok", CAUGHT_UP: "late", FAILED: "failed", SKIPPED: "skipped", MISSED: "missed", RUNNING: "running" };
const kind = (state) => SHAPES[state] ?? "unknown";
const wordOf = (state) => look(state === "CAUGHT_UP" || state === "MISSED" ? "verdict" : "run", state);

/** What the last fires came to, the newest at the right. `outcomes` has the newest first. */
export function strip(outcomes) {
  const shown = outcomes.slice(0, FIRES).reverse();
  const missing = FIRES - shown.length;
  return html`<svg class="strip" role="img" aria-label=${says(shown)} viewBox="0 0 139 16">
    ${Array.from({ length: missing }, (_, i) => svg`<g class="idle" transform="translate(${i * PITCH} 0)">${CELLS.none}</g>`)}
    ${shown.map(
      ({ state, millis }, i) => svg`<g class=${wordOf(state).tone} transform="translate(${(missing + i) * PITCH} 0)">
        <title>${wordOf(state).word}${millis ? `, ${duration(millis)}` : ""}</title>${CELLS[kind(state)]}</g>`,
    )}
  </svg>`;
}

function says(shown) {
  if (shown.length === 0) return "No fires yet";
  const counts = new Map();
  for (const { state } of shown) {
    const word = wordOf(state).word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word, n]) => `${n} ${word}`);
  return `${shown.length === 1 ? "Last fire" : `Last ${many(shown.length, "fire")}`}: ${words.join(", ")}`;
}

const LEGEND = ["SUCCESSFUL", "FAILED", "CAUGHT_UP", "SKIPPED", "MISSED", "RUNNING", "UNKNOWN"];

/** What the shapes mean. */
export const stripLegend = () => html`<ul class="legend" aria-label="Legend">
  ${LEGEND.map((state) => html`<li class=${wordOf(state).tone}><svg viewBox="0 0 5 16" aria-hidden="true">${CELLS[kind(state)]}</svg><span>${wordOf(state).word}</span></li>`)}
</ul>`;

const POINTS = 10;

/** How long the last runs took, within half and one and a half of the usual, so that noise stays flat. */
export function spark(outcomes, usual) {
  const lasted = outcomes.filter(({ millis, state }) => millis > 0 && state !== "RUNNING").slice(0, POINTS).reverse();
  if (!usual || lasted.length < 2) return html`<svg class="spark" aria-hidden="true"></svg>`;
  const points = lasted.map(({ millis }, i) => [
    ((POINTS - lasted.length + i) * 6).toFixed(1),
    (8 - (Math.min(1.5, Math.max(0.5, millis / usual)) - 1) * 14).toFixed(1),
  ]);
  const [x, y] = points.at(-1);
  return html`<svg class="spark" viewBox="0 0 56 16" aria-hidden="true">
    ${svg`<polyline points=${points.map((point) => point.join(",")).join(" ")} /><circle cx=${x} cy=${y} r="2" />`}
  </svg>`;
}
