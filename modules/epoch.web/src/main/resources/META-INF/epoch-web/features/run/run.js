import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { Element } from "../../components/element.js";
import { bones, broken, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { badge, mark, time } from "../../components/marks.js";
import { mayWrite } from "../../state/door.js";
import { href } from "../../state/router.js";
import { culprit, endTime, fireTime, taskTook, took, tally } from "../../words/run.js";
import { ENDED_TASK, look, runLook } from "../../words/states.js";
import { duration, instant, named } from "../../words/time.js";
import "./log.js";

// A reason up to this many characters stands in the title.
const SHORT = 100;

/** One run: why it failed, its tasks, and their logs. */
class Run extends Element {
  static properties = { ...Element.properties, said: { state: true } };

  #keys;

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      Escape: () => this.app.router.go(href("topology", { id: this.state.route.params.id })),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  /** The task whose log is shown: that of the address, else the one that failed, else the first. */
  #task(run) {
    const asked = this.state.route.query.task;
    if (asked && run.tasks[asked]) return asked;
    return culprit(run)?.[0] ?? Object.keys(run.tasks).find((name) => run.tasks[name].state === "RUNNING") ?? Object.keys(run.tasks)[0];
  }

  async #kill(run, task) {
    const sure = await ask({
      title: `Kill ${task}?`,
      body: html`<p class="muted">Drove ends its container; the run fails.</p>`,
      undo: "Cannot be undone",
      verb: "Kill",
      danger: true,
    });
    if (!sure) return;
    try {
      await this.app.actions.kill(run, task);
    } catch (error) {
      await ask({ title: `${task} could not be killed`, body: html`<p>${error.message}</p>` });
    }
  }

  render() {
    const { run: resource, now, route } = this.state;
    const { id, runId } = route.params;
    if (resource.status === "error") {
      const gone = resource.error.status === 404;
      return html`<section class="panel">${broken(gone ? "There is no such run" : "The run could not be loaded", resource, now, () => this.app.pages.refresh())}</section>`;
    }
    const run = resource.data;
    const task = run ? this.#task(run) : undefined;
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("topologies")}>Topologies</a> / <a href=${href("topology", { id })}>${id}</a> / Runs /</p>
          <div class="title"><h1>${run ? named(fireTime(run), now) : runId}</h1>${run ? badge(runLook(run)) : nothing}</div>
          ${run ? this.#meta(run, now) : nothing}
        </div>
      </div>
      ${run ? reason(run, now, this.said?.of === `${runId}/${task}` ? this.said.line : undefined) : nothing}
      <section class="panel tasks" aria-labelledby="h-tasks">
        <header><h2 id="h-tasks">Tasks</h2><span class="faint">${run ? tally(Object.values(run.tasks)) : ""}</span></header>
        <table class="grid cards task-list" aria-busy=${resource.status === "loading"}>
          <thead>
            <tr><th scope="col">Task</th><th scope="col">State</th><th class="num" scope="col">Started</th><th class="num" scope="col">Took</th><th scope="col">Why</th><th scope="col"><span class="vh">Actions</span></th></tr>
          </thead>
          <tbody>
            ${run ? Object.entries(run.tasks).map(([name, each]) => this.#row(run, name, each, name === task)) : bones(6, 2)}
          </tbody>
        </table>
      </section>
      ${task && run.tasks[task].state !== "PENDING"
        ? html`<epoch-log .app=${this.app} .run=${run} .task=${task} @said=${(event) => (this.said = { of: `${runId}/${task}`, line: event.detail })}></epoch-log>`
        : nothing}
    `;
  }

  #meta(run, now) {
    const late = run.runType === "SCHEDULED" ? run.created - fireTime(run) : 0;
    return html`<p class="meta">
      <span>Started ${time(run.created, html`<span class="ink">${instant(run.created)}</span>`)}${late >= 1000 ? `, ${duration(late)} late` : ""}</span>
      ${run.state === "SKIPPED" ? nothing : html`<span>${endTime(run) === undefined ? "Runs for" : "Ran"} <span class="ink">${duration(took(run, now))}</span></span>`}
      <span>${run.runType === "SCHEDULED" ? "By schedule" : "By hand"}</span>
      <code>${run.runId}</code>
    </p>`;
  }

  #row(run, name, task, chosen) {
    const ms = taskTook(task, this.state.now);
    const killable = !ENDED_TASK.has(task.state) && run.state === "RUNNING" && mayWrite(this.state.session);
    const waits = waitingFor(this.state.run);
    const { id, runId } = this.state.route.params;
    return html`<tr aria-selected=${chosen}>
      <td class="wrap"><a class="name" href=${href("run", { id, runId }, { task: name })}>${name}</a>${task.attempt > 1 ? html` <span class="faint">attempt ${task.attempt}</span>` : nothing}</td>
      <td>${mark(look("task", task.state))}</td>
      <td class="num muted">${task.started == null ? "–" : time(task.started, instant(task.started))}</td>
      <td class="num">${ms === undefined ? "–" : duration(ms)}</td>
      <td class="muted wrap">${task.errorMessage ?? ""}</td>
      <td class="num">${killable ? html`<button class="btn danger" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#kill(run, name)}>Kill…</button>` : nothing}</td>
    </tr>`;
  }
}

/** Why it failed, in words; `line` is what its log said last about it. */
function reason(run, now, line) {
  if (run.state !== "FAILED") return nothing;
  const found = culprit(run);
  const ms = found ? taskTook(found[1], now) : undefined;
  const message = found?.[1].errorMessage || run.message || "";
  const short = message.length <= SHORT && !message.includes("\n");
  const words = [
    found ? `${found[0]} ${look("task", found[1].state).word.toLowerCase()}` : "The run failed",
    short && message ? `: ${message}` : "",
    found?.[1].attempt > 1 ? `, on attempt ${found[1].attempt}` : "",
    ms === undefined ? "" : `, after ${duration(ms)}`,
  ];
  return html`<section class="reason" aria-labelledby="h-why">
    ${icon("bad", "bad")}
    <div>
      <h2 id="h-why">${words.join("")}</h2>
      ${short ? nothing : html`<code class="said">${message}</code>`} ${line ? html`<code class="said">${line}</code>` : nothing}
    </div>
  </section>`;
}

customElements.define("epoch-run", Run);
