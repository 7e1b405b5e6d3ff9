import { html, nothing } from "lit";
import { icon } from "../../components/icon.js";
import { count } from "../../words/numbers.js";
import { cause, culprit, plain, taskTook } from "../../words/run.js";
import { look } from "../../words/states.js";
import { duration } from "../../words/time.js";
import { containers } from "../../words/topology.js";

// A reason up to this many characters stands in the title.
const SHORT = 100;

/** Why it failed, or why nothing happens, in words; `said` is what its log said last about it, `show` goes there. */
export function reason(run, { now, topology, said, show }) {
  if (run.state === "RUNNING" && run.waitingFor) {
    return html`<section class="reason waits" aria-labelledby="h-why">${icon("wait", "idle")}<div><h2 id="h-why">It waits: ${run.waitingFor}</h2></div></section>`;
  }
  if (run.state === "SKIPPED") {
    return run.message ? html`<section class="reason waits" aria-labelledby="h-why">${icon("skip", "idle")}<div><h2 id="h-why">It was skipped</h2><p class="muted">${run.message}</p></div></section>` : nothing;
  }
  if (run.state !== "FAILED") return nothing;
  const found = culprit(run);
  const ms = found ? taskTook(found[1], now) : undefined;
  const message = (found && cause(found[1])) || plain(run.message ?? "");
  const short = message.length <= SHORT && !message.includes("\n");
  const words = [
    found ? `${found[0]} ${look("task", found[1].state).word.toLowerCase()}` : "The run failed",
    short && message ? `: ${message.replace(/\.$/, "")}` : "",
    found?.[1].attempt > 1 ? `, on attempt ${found[1].attempt}${of(topology, found[0])}` : "",
    ms === undefined ? "" : `, after ${duration(ms)}`,
  ];
  return html`<section class="reason" aria-labelledby="h-why">
    ${icon("bad", "bad")}
    <div>
      <h2 id="h-why">${words.join("")}</h2>
      ${short ? nothing : html`<code class="said">${message}</code>`} ${said ? html`<code class="said">${said.text}</code>` : nothing}
      ${aftermath(run)} ${run.killedBy ? html`<p class="muted">Killed by ${run.killedBy}.</p>` : nothing}
    </div>
    ${said ? html`<div class="btns"><button class="btn" type="button" @click=${show}>Show line${said.line ? ` ${count(said.line)}` : ""}</button></div>` : nothing}
  </section>`;
}

/** How many attempts there are in all, if its topology says so. */
function of(topology, name) {
  const most = containers(topology?.task).find(({ taskName }) => taskName === name)?.retry?.maxAttempts;
  return most === undefined ? "" : ` of ${count(most)}`;
}

function aftermath(run) {
  const never = Object.entries(run.tasks).filter(([, task]) => task.started == null && (task.state === "PENDING" || task.state === "CANCELLED"));
  if (never.length === 0) return nothing;
  const names = never.map(([name]) => name);
  return html`<p class="muted">${names.length === 1 ? `${names[0]} was` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)} were`} not started.</p>`;
}
