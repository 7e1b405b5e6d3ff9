import { html, nothing, svg } from "lit";
import { many, percent } from "../words/numbers.js";
import { date, day, dayKey } from "../words/time.js";
import { glyph, icon } from "./icon.js";

const DAY = 86_400_000;
const PITCH = 15;
const LEFT = 33;
const TOP = 19;

// The worst comes first: a day with several fires shows its worst outcome.
export const OUTCOMES = [
  { key: "failed", word: "Failed", tone: "bad", shape: "bad" },
  { key: "unknown", word: "Not accounted for", tone: "odd", shape: "unknown" },
  { key: "missed", word: "Missed", tone: "warn", shape: "miss" },
  { key: "late", word: "Caught up", tone: "ok", shape: "late" },
  { key: "skipped", word: "Skipped", tone: "idle", shape: "skip" },
  { key: "ok", word: "Successful", tone: "ok", shape: "" },
];
const RANK = Object.fromEntries(OUTCOMES.map(({ key }, i) => [key, i]));
const OF = Object.fromEntries(OUTCOMES.map((outcome) => [outcome.key, outcome]));

/** What a line of the ledger counts as; undefined for what has no outcome yet. */
export function outcome({ verdict }, run) {
  if (run?.state === "FAILED") return "failed";
  if (run?.state === "RUNNING") return undefined;
  return { RAN: "ok", CAUGHT_UP: "late", SKIPPED: "skipped", MISSED: "missed", UNACCOUNTED: "unknown" }[verdict];
}

/** Days with their outcomes: `Map` from day to `{time, counts: {ok: 3, …}, worst}`. */
export function byDay(entries, runs, zone) {
  const days = new Map();
  for (const entry of entries) {
    const key = outcome(entry, runs.get(entry.runId));
    if (!key) continue;
    const name = dayKey(entry.time, zone);
    const found = days.get(name) ?? { time: entry.time, counts: {}, worst: key };
    found.counts[key] = (found.counts[key] ?? 0) + 1;
    if (RANK[key] < RANK[found.worst]) found.worst = key;
    days.set(name, found);
  }
  return days;
}

/** Outcomes day by day, a column each week. */
export function calendar({ days, from, to, zone }) {
  const weeks = Math.min(53, Math.max(1, Math.ceil((to - from) / DAY / 7) + 1));
  // Noon is the same day whatever the clocks do.
  const today = noon(to);
  const weekday = (new Date(dayKey(today, zone)).getUTCDay() + 6) % 7;
  const first = today - ((weeks - 1) * 7 + weekday) * DAY;
  const cells = Array.from({ length: (weeks - 1) * 7 + weekday + 1 }, (_, i) => first + i * DAY);
  const months = [];
  cells.forEach((time, i) => {
    const word = date(time, zone).split(" ")[1];
    if (i % 7 === 0 && months.at(-1)?.word !== word) months.push({ word, x: LEFT + (i / 7) * PITCH });
  });
  const totals = sum(days);
  const all = Object.values(totals).reduce((a, b) => a + b, 0);
  return html`<div class="split">
    <div class="cal" tabindex="0" role="group" aria-label="Calendar of outcomes"><svg width=${LEFT + weeks * PITCH} height="124" role="img" aria-label="Outcomes by day: ${tally(totals) || "none"}">
      ${months.filter(({ x }, i) => i === months.length - 1 || months[i + 1].x - x > 28).map(({ word, x }) => svg`<text x=${x} y="10">${word}</text>`)}
      ${["Mon", "Wed", "Fri"].map((word, i) => svg`<text x="0" y=${TOP + 9 + i * 2 * PITCH}>${word}</text>`)}
      ${cells.map((time, i) => cell(days.get(dayKey(time, zone)), time, LEFT + Math.floor(i / 7) * PITCH, TOP + (i % 7) * PITCH, zone))}
    </svg></div>
    <ul class="legend tall" aria-label="Legend">
      ${OUTCOMES.toReversed().filter(({ key }) => totals[key] || key === "ok" || key === "failed").map(
        ({ key, word, tone, shape }) => html`<li>${shape ? icon(shape, tone) : html`<svg class="i c-sw" viewBox="0 0 12 12" aria-hidden="true"><rect class="c-s" x="1" y="1" width="10" height="10" rx="2" /></svg>`}${word} <span>${totals[key] ?? 0}</span></li>`,
      )}
      ${all > 0 ? html`<li class="faint">${percent((totals.ok ?? 0) + (totals.late ?? 0), all)} successful</li>` : nothing}
    </ul>
  </div>`;
}

const noon = (time) => {
  const at = new Date(time);
  return at.setHours(12, 0, 0, 0);
};

function cell(found, time, x, y, zone) {
  if (!found) return svg`<circle class="c-n" cx=${x + 5} cy=${y + 5} r="1"><title>${day(time, zone)}: none</title></circle>`;
  const { tone, shape } = OF[found.worst];
  const title = svg`<title>${day(time, zone)}: ${tally(found.counts)}</title>`;
  if (!shape) return svg`<rect class="c-s" x=${x} y=${y} width="10" height="10" rx="2">${title}</rect>`;
  return svg`<svg class=${tone} x=${x - 1} y=${y - 1} width="12" height="12" viewBox="0 0 16 16">${title}<g fill="currentColor">${glyph(shape)}</g></svg>`;
}

function sum(days) {
  const totals = {};
  for (const { counts } of days.values()) for (const [key, n] of Object.entries(counts)) totals[key] = (totals[key] ?? 0) + n;
  return totals;
}

const tally = (counts) => OUTCOMES.toReversed().filter(({ key }) => counts[key]).map(({ key, word }) => `${many(counts[key], word.toLowerCase(), word.toLowerCase())}`).join(", ");
