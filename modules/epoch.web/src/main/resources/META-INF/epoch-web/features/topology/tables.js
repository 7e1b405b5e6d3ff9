import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bones, empty, pending } from "../../components/four-states.js";
import { mark, time } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { many } from "../../words/numbers.js";
import { endTime, fireTime, took, why } from "../../words/run.js";
import { runLook, verdictLook } from "../../words/states.js";
import { duration, instant, named } from "../../words/time.js";
import "./why.js";

const SHOWN = 200;

/** The runs of a topology with their durations. */
export function runTable(id, resource, now) {
  if (resource.data?.length === 0) return empty("No run yet", "A run appears here when the schedule fires, or when someone runs it now.");
  const shown = (resource.data ?? []).slice(0, SHOWN);
  const longest = Math.max(1, ...shown.map((run) => took(run, now)));
  return html`<table class="grid cards runs" aria-busy=${resource.status === "loading"}>
    <caption class="vh">Runs</caption>
    <thead>
      <tr><th scope="col">Fire time</th><th scope="col">State</th><th class="num" scope="col">Duration</th><th scope="col"><span class="vh">Duration drawn</span></th><th scope="col">Why</th></tr>
    </thead>
    <tbody>
      ${resource.data ? repeat(shown, (run) => run.runId, (run) => row(id, run, longest, now)) : bones(5)}
    </tbody>
  </table>`;
}

function row(id, run, longest, now) {
  const state = runLook(run);
  const ms = took(run, now);
  const skipped = run.state === "SKIPPED";
  const at = fireTime(run);
  return html`<tr>
    <td class="nowrap"><a class="name" href=${href("run", { id, runId: run.runId })}>${time(at, named(at, now))}</a>${run.runType === "INSTANT" ? html` <span class="faint small">by hand</span>` : nothing}</td>
    <td>${mark(state)}</td>
    <td class="num ${endTime(run) === undefined ? "run" : ""}">${skipped ? "–" : duration(ms)}</td>
    <td class="c-bar">${skipped ? nothing : bar(ms / longest, state.tone)}</td>
    <td class="muted wrap">${why(run)}</td>
  </tr>`;
}

// Magnitude is neutral, exceptions are coloured; the number and the state stand beside it.
const bar = (share, tone) => html`<svg class="took ${tone === "ok" ? "" : tone}" width="100%" height="8" aria-hidden="true">
  ${svg`<rect width="${Math.max(1, share * 100)}%" height="8" rx="1" />`}
</svg>`;

const FINE = new Set(["RAN", "CAUGHT_UP", "PLANNED"]);

/** Every fire time and what became of it. `only` is "" or "bad". */
export function ledgerPanel(app, id, { ledger, runs }, { only, from = 0 }, now, retry, step) {
  const byId = new Map((runs.data ?? []).map((run) => [run.runId, run]));
  const bad = (entry) => !FINE.has(entry.verdict) || byId.get(entry.runId)?.state === "FAILED";
  const entries = (ledger.data?.entries ?? []).filter((entry) => only !== "bad" || bad(entry));
  const shown = entries.slice(from, from + SHOWN);
  return html`<section class="panel" aria-labelledby="h-ledger">
    <header>
      <h2 id="h-ledger">Ledger</h2><span class="faint">every fire time and what became of it</span>
      <span class="push btns"><span class="seg">
        <a href=${href("topology", { id, tab: "ledger" })} aria-current=${only ? nothing : "true"}>All</a>
        <a href=${href("topology", { id, tab: "ledger" }, { only: "bad" })} aria-current=${only ? "true" : nothing}>Not successful</a>
      </span></span>
    </header>
    <div class="body"><epoch-why .app=${app} .of=${id}></epoch-why></div>
    ${!ledger.data
      ? pending("The ledger could not be loaded", ledger, now, retry)
      : entries.length === 0
        ? empty(only ? "Nothing went wrong" : "No fire yet", only ? "Every fire time here ran, and ran well." : "Here stands every fire time, as soon as the first one is due.")
        : html`<div class="scroll" tabindex="0" role="group" aria-label="Ledger table">
              <table class="grid ledger cards">
                <thead><tr><th scope="col">Fire time</th><th scope="col">Verdict</th><th class="num" scope="col">Started</th><th class="num" scope="col">Late by</th><th class="num" scope="col">Duration</th><th scope="col">Why</th><th scope="col"><span class="vh">Run</span></th></tr></thead>
                <tbody>${shown.map((entry) => fire(id, entry, byId.get(entry.runId), now, only))}</tbody>
              </table>
            </div>
            <div class="foot"><span class="push">${entries.length > shown.length ? `${from + 1}–${from + shown.length} of ` : ""}${many(entries.length, "fire time")} since ${named(ledger.data.from, now)}</span>
              ${from > 0 ? html`<button class="linkish" type="button" @click=${() => step(Math.max(0, from - SHOWN))}>Newer</button>` : nothing}
              ${from + SHOWN < entries.length ? html`<button class="linkish" type="button" @click=${() => step(from + SHOWN)}>Older</button>` : nothing}</div>`}
  </section>`;
}

function fire(id, entry, run, now, only) {
  return html`<tr>
    <td class="nowrap strong">${time(entry.time, named(entry.time, now))}</td>
    <td>${mark(verdictLook(entry, run))}</td>
    <td class="num faint">${run ? instant(run.created) : ""}</td>
    <td class="num">${entry.lateness == null ? "" : duration(entry.lateness)}</td>
    <td class="num">${run && run.state !== "SKIPPED" ? duration(took(run, now)) : ""}</td>
    <td class="muted wrap">${entry.reason ?? (run ? why(run) : "")}</td>
    <td class="num">${FINE.has(entry.verdict) ? nothing : html`<a href=${href("topology", { id, tab: "ledger" }, { only, at: String(entry.time) })} aria-label="Why? ${named(entry.time, now)}">Why?</a>${run ? " · " : ""}`}${run ? html`<a href=${href("run", { id, runId: entry.runId })}>Open run</a>` : ""}</td>
  </tr>`;
}
