import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { mark, time } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { look } from "../../words/states.js";
import { ago, ahead, full, when } from "../../words/time.js";
import { programs, schedule } from "../../words/topology.js";

const COLUMNS = [
  { key: "name", word: "Name", cell: name },
  { key: "schedule", word: "Schedule", cell: says },
  { key: "next", word: "Next fire", needs: "nextFire", cell: next },
  { key: "last", word: "Last run", needs: "lastRun", cell: last },
  { key: "what", word: "Runs", cell: what },
  { key: "changed", word: "Changed", cell: (entry, now) => time(entry.updated, ago(entry.updated, now)) },
];

/** The columns there is something to show in; some things only newer servers tell. */
export const columns = (tells) => COLUMNS.filter(({ needs }) => !needs || tells(needs));

/** A row of the list; a card where the page is narrow. */
export function row(entry, { columns: shown, now, selected, cursor, onSelect }) {
  return html`<tr class="${entry.state === "ACTIVE" ? "" : "paused"} ${cursor ? "cursor" : ""}" aria-selected=${selected}>
    <td class="c-check">
      <input class="check" type="checkbox" aria-label="Select ${entry.id}" .checked=${live(selected)} @change=${(event) => onSelect(entry.id, event.target.checked)} />
    </td>
    ${shown.map((column) => html`<td class="c-${column.key} cut">${column.cell(entry, now)}</td>`)}
  </tr>`;
}

function name(entry) {
  const { word, tone, shape } = look("topology", entry.state);
  return html`<a class="name" href=${href("topology", { id: entry.id })} title=${entry.id}>
    ${icon(shape, tone)}<span class="vh">${word}: </span><span class="cut">${entry.id}</span>
    ${entry.state === "ACTIVE" ? nothing : html`<span class="st ${tone} small" aria-hidden="true">${word}</span>`}
  </a>`;
}

function says(entry, now) {
  const words = schedule(entry.topology, now);
  return html`<span class=${entry.topology.trigger?.type === "CRON" ? "mono" : ""} title=${words}>${words}</span>`;
}

function next(entry, now) {
  if (entry.state === "PAUSED") return html`<span class="warn strong">paused</span>`;
  if (entry.nextFire == null) return html`<span class="faint">none</span>`;
  return html`<span title=${full(entry.nextFire)}><span class="strong">${ahead(entry.nextFire, now)}</span> <span class="faint">· ${when(entry.nextFire, now)}</span></span>`;
}

function last({ id, lastRun }, now) {
  if (!lastRun) return html`<span class="faint">never ran</span>`;
  const shown = mark(look("run", lastRun.state));
  const linked = lastRun.runId ? html`<a href=${href("run", { id, runId: lastRun.runId })}>${shown}</a>` : shown;
  return html`${linked}${lastRun.updated ? html` <span class="faint">· ${ago(lastRun.updated, now)}</span>` : nothing}`;
}

function what(entry) {
  const words = programs(entry.topology);
  return html`<span class="mono" title=${words}>${words}</span>`;
}
