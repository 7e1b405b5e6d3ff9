import { html, nothing } from "lit";
import { icon } from "../../components/icon.js";
import { mark, time } from "../../components/marks.js";
import { spark, strip } from "../../components/strip.js";
import { href } from "../../state/router.js";
import { look } from "../../words/states.js";
import { ago, ahead, day, duration, full, named, since, whenIn } from "../../words/time.js";

/** All columns; `sort` is what the server calls their order, `more` those that are only shown when asked for. */
export const COLUMNS = [
  { key: "name", word: "Name", sort: "name", cell: name },
  { key: "schedule", word: "Schedule", cell: schedule },
  { key: "next", word: "Next fire", sort: "next", cell: next },
  { key: "strip", word: "Last 20 fires", cell: (entry) => strip(entry.outcomes ?? []) },
  { key: "usual", word: "Usual duration", sort: "duration", num: true, cell: usual },
  { key: "last", word: "Last run", sort: "last", cell: last },
  { key: "owner", word: "Owner", sort: "owner", cell: (entry) => html`<span class="muted">${entry.owner ?? ""}</span>` },
  { key: "what", word: "Runs", more: true, cell: (entry) => html`<span class="mono" title=${entry.what ?? ""}>${entry.what ?? ""}</span>` },
  { key: "labels", word: "Labels", more: true, cell: (entry) => Object.entries(entry.labels ?? {}).map(([key, value]) => html`<span class="chip">${key}=<bdi>${value}</bdi></span> `) },
  { key: "updated", word: "Changed", sort: "-updated", more: true, cell: (entry, now) => time(entry.updated, ago(entry.updated, now)) },
];

const SHOWN = "epoch.columns";
// A fire that is accounted for a moment later is not late; its news may still be on the way.
const LATE_MS = 15_000;

/** Which columns somebody wants to see, kept in this browser. */
export function wantedColumns(storage) {
  try {
    const kept = JSON.parse(storage.getItem(SHOWN) ?? "null");
    if (Array.isArray(kept)) return new Set(["name", ...kept]);
  } catch {
    // What cannot be read is as good as not there.
  }
  return new Set(COLUMNS.filter(({ more }) => !more).map(({ key }) => key));
}

export function keepColumns(storage, wanted) {
  try {
    storage.setItem(SHOWN, JSON.stringify([...wanted]));
  } catch {
    // Storage is forbidden here; they last until the next reload.
  }
}

function name(entry) {
  const { word, tone, shape } = look("topology", entry.state);
  return html`<a class="name" href=${href("topology", { id: entry.id })} title=${entry.description ? `${entry.id}: ${entry.description}` : entry.id}>
    ${icon(shape, tone)}<span class="vh">${word}: </span><span class="cut">${entry.id}</span>
  </a>`;
}

function schedule(entry, now) {
  const { trigger = {} } = entry;
  const spec = trigger.timeSpec ?? trigger.interval ?? (trigger.time == null ? "" : named(trigger.time, now));
  const words = withoutZone(entry.words || spec, entry.timeZone);
  return html`<span class="sched" title="${spec}${entry.timeZone ? ` in ${entry.timeZone}` : ""}">${words}</span>`;
}

// The next fire says the zone already.
const withoutZone = (words, zone) => (zone ? cut(words, ` in ${zone}`) : words);
const cut = (words, end) => (words.endsWith(end) ? words.slice(0, -end.length) : words);

function next(entry, now) {
  if (entry.state === "PAUSED") {
    const { until, reason, by } = entry.pause ?? {};
    const more = until ? `until ${day(until)}` : reason || (by ? `by ${by}` : "");
    return html`<span title=${[by && `by ${by}`, reason, until && `until ${full(until)}`].filter(Boolean).join(", ") || nothing}
      ><span class="warn strong">paused</span>${more ? html` <span class="abs faint">· <bdi>${more}</bdi></span>` : nothing}</span>`;
  }
  if (entry.nextFire == null) return html`<span class="faint">none</span>`;
  if (!entry.held && now - entry.nextFire > LATE_MS) {
    return html`<span title=${full(entry.nextFire, entry.timeZone)}><span class="warn strong">late</span> <span class="abs faint">· due ${ago(entry.nextFire, now)}</span></span>`;
  }
  return html`<span title=${full(entry.nextFire, entry.timeZone)}
    ><span class="strong">${entry.held ? "would be " : ""}${ahead(entry.nextFire, now)}</span>
    <span class="abs faint">· ${cut(whenIn(entry.nextFire, now, entry.timeZone), ` ${entry.timeZone}`)} <span class="mine">${entry.timeZone ?? ""}</span></span></span>`;
}

function usual(entry) {
  return html`<span class="dur">${spark(entry.outcomes ?? [], entry.usual)}<span>${entry.usual ? duration(entry.usual) : "–"}</span></span>`;
}

function last(entry, now) {
  const { id, lastRun, active } = entry;
  if (!lastRun) return html`<span class="faint">never ran</span>`;
  const running = lastRun.state === "RUNNING";
  const shown = mark(entry.waitingFor && running ? look("run", "WAITING") : look("run", lastRun.state));
  const linked = lastRun.runId ? html`<a href=${href("run", { id, runId: lastRun.runId })}>${shown}</a>` : shown;
  const when = running ? (entry.waitingFor ?? since(lastRun.created, now)) : ago(lastRun.created + (lastRun.millis ?? 0), now);
  return html`${linked} <span class="ago faint" title=${full(lastRun.created)}>· ${when}${active > 1 ? `, ${active} at once` : ""}</span>`;
}
