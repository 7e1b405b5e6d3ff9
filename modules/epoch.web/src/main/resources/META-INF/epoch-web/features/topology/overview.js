import { html, nothing } from "lit";
import { byDay, calendar } from "../../components/calendar.js";
import { durations } from "../../components/chart.js";
import { empty, pending } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { href } from "../../state/router.js";
import { many, median } from "../../words/numbers.js";
import { endTime, fireTime, plain, took, why } from "../../words/run.js";
import { runLook } from "../../words/states.js";
import { ahead, clock, date, dated, duration, exact, full, isLocal, localZone, named } from "../../words/time.js";

const BARS = 30;
// Of fewer runs nobody says what 19 of 20 do.
const ENOUGH = 10;

/** How long the last runs took. */
export function durationPanel(id, { runs, stats }, now, retry) {
  const shown = (runs.data ?? []).slice(0, BARS).reverse();
  const usual = stats.data?.median ?? median((runs.data ?? []).filter((run) => ["SUCCESSFUL", "COMPLETED"].includes(run.state)).map((run) => took(run, now)));
  const failed = shown.filter((run) => run.state === "FAILED").length;
  return html`<section class="panel" aria-labelledby="h-duration">
    <header>
      <h2 id="h-duration">Duration</h2>
      ${shown.length > 0 ? html`<span class="faint">${lastRuns(shown.length)}</span>` : nothing}
      ${usual ? html`<span class="push muted">usually <span class="strong">${duration(usual)}</span>${stats.data?.p95 && shown.length >= ENOUGH ? `, 19 of 20 under ${duration(stats.data.p95)}` : ""}</span>` : nothing}
    </header>
    ${!runs.data
      ? pending("The runs could not be loaded", runs, now, retry)
      : shown.length === 0
        ? empty("No run yet", "A run appears here when the schedule fires, or when someone runs it now.")
        : html`<div class="body">
            ${durations({
              bars: shown.map((run) => bar(id, run, now)),
              usual,
              p95: stats.data?.p95,
              says: `Duration of the ${lastRuns(shown.length)}${usual ? `: usually ${duration(usual)}` : ""}${failed ? `, ${failed} failed` : ""}`,
            })}
          </div>`}
  </section>`;
}

const lastRuns = (n) => (n === 1 ? "last run" : `last ${many(n, "run")}`);

function bar(id, run, now) {
  const { tone, shape, word } = runLook(run);
  const quiet = tone === "ok";
  const at = fireTime(run);
  const skipped = run.state === "SKIPPED";
  const reason = why(run);
  return {
    tone: quiet ? "" : tone,
    shape: quiet ? "" : shape,
    millis: skipped ? undefined : took(run, now),
    label: now - at < 86_400_000 ? clock(at) : date(at),
    title: `${named(at, now)}: ${word}${skipped ? "" : `${endTime(run) === undefined ? " for" : ","} ${duration(took(run, now))}`}${reason ? `, ${reason}` : ""}`,
    href: href("run", { id, runId: run.runId }),
  };
}

/** When it fires next. */
export function nextPanel(details, { next, why: last }, now) {
  const zone = next.data?.zone ?? details?.timeZone;
  const fires = next.data?.fires.slice(0, 5) ?? [];
  const warned = new Map((next.data?.warnings ?? []).map(({ time, message }) => [time, message]));
  const paused = details?.state === "PAUSED";
  return html`<section class="panel" aria-labelledby="h-next">
    <header><h2 id="h-next">Next fires</h2><span class="push faint">${zone ?? ""}</span></header>
    <div class="body">
      ${paused ? html`<p class="st warn">${icon("pause")}Paused: none of these will run</p>` : nothing}
      ${details?.held ? html`<p class="st warn">${icon("held")}Held: these wait until release</p>` : nothing}
      ${fires.length === 0
        ? html`<p class="muted">${details?.nextFire ? html`${ahead(details.nextFire, now)}, ${named(details.nextFire, now)}` : next.data ? "It will not fire again." : ""}</p>`
        : html`<ol class="next">
            ${fires.map(
              ({ time }, i) => html`<li title=${full(time, zone)}>
                <span class=${i === 0 ? "strong" : "muted"}>${ahead(time, now)}</span><span>${dated(time, now, zone)}</span>
                <span>${exact(time, zone)}${zone && !isLocal(zone) ? html` <span class="faint yours">${exact(time)} yours</span>` : nothing}</span>
                ${warned.has(time) ? html`<span class="note-box all">${icon("warn")}<span>${warned.get(time)}</span></span>` : nothing}
              </li>`,
            )}
          </ol>`}
      ${last.data ? html`<p class="last-fire"><span class="label">The last fire</span>${plain(last.data.sentence)} <a href=${href("topology", { id: last.data.topologyId, tab: "ledger" })}>Ask about another</a></p>` : nothing}
    </div>
  </section>`;
}

const days = ({ entries, from, to }, runs) =>
  entries.length === 0
    ? html`<p class="muted">Nothing was due yet. Here stands, day by day, what became of its fires.</p>`
    : calendar({ days: byDay(entries, runs, localZone()), from, to, zone: localZone() });

/** What became of its fires, day by day. */
export function outcomesPanel({ ledger, runs }, now, retry) {
  if (ledger.status === "absent") return nothing;
  const byId = new Map((runs.data ?? []).map((run) => [run.runId, run]));
  const weeks = ledger.data ? Math.round((ledger.data.to - ledger.data.from) / (7 * 86_400_000)) : 0;
  return html`<section class="panel" aria-labelledby="h-outcomes">
    <header><h2 id="h-outcomes">Outcomes</h2><span class="faint">${ledger.data?.entries.length > 0 ? (weeks > 1 ? many(weeks, "week") : many(Math.round((ledger.data.to - ledger.data.from) / 86_400_000), "day")) : ""}</span></header>
    ${ledger.data ? html`<div class="body">${days(ledger.data, byId)}</div>` : pending("The outcomes could not be loaded", ledger, now, retry)}
  </section>`;
}
