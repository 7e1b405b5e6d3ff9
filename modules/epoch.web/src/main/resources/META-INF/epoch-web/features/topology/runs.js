import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bones, empty } from "../../components/four-states.js";
import { mark, time } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { endTime, fireTime, took, why } from "../../words/run.js";
import { runLook } from "../../words/states.js";
import { duration, named } from "../../words/time.js";

const SHOWN = 200;

/** The runs of a topology with their durations. */
export function runs(id, resource, now) {
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
