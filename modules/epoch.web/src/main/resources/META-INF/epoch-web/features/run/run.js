import { html, nothing } from "lit";
import { ask, choice, field } from "../../components/dialog.js";
import { confirmOne, typedName } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty, waitingFor } from "../../components/four-states.js";
import { badge, quoted, time } from "../../components/marks.js";
import { mayOperate } from "../../state/door.js";
import { href } from "../../state/router.js";
import { culprit, endTime, fireTime, took, tally } from "../../words/run.js";
import { ENDED_TASK, runLook } from "../../words/states.js";
import { duration, instant, localZone, named } from "../../words/time.js";
import { told } from "../../words/topology.js";
import { graph } from "./graph.js";
import { reason } from "./reason.js";
import { attemptTable, gantt } from "./tasks.js";
import "./log.js";

/** One run: why it failed, its tasks, and their logs. */
class Run extends Element {
  static properties = { ...Element.properties, said: { state: true } };

  #keys;

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      Escape: () => this.app.router.go(href("topology", { id: this.state.route.params.id })),
      t: () => this.#can("retry") && this.#retryFailed(),
      K: () => this.#can("kill") && this.#killRun(),
      r: () => this.#can("run") && this.#again(),
    }, () => this.state.run.status === "loading" || this.isUpdatePending);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  #can(what) {
    const { run, session } = this.state;
    if (!run.data || !mayOperate(session) || waitingFor(run)) return false;
    return { retry: run.data.state === "FAILED", kill: run.data.state === "RUNNING", run: true }[what];
  }

  /** The task whose log is shown: that of the address, else the one that failed, else the first. */
  #task(run) {
    const asked = this.state.route.query.task;
    if (asked && run.tasks[asked]) return asked;
    return culprit(run)?.[0] ?? Object.keys(run.tasks).find((name) => run.tasks[name].state === "RUNNING") ?? Object.keys(run.tasks)[0];
  }

  #killTask(run, task) {
    return ask({
      title: `Kill ${task}?`,
      body: html`<p class="muted">Drove ends its container; the run fails, unless its order says how to go on.</p>`,
      undo: "Cannot be undone",
      verb: "Kill",
      danger: true,
      type: typedName(this.app, run.topologyId),
      act: () => this.app.actions.killTask(run, task),
    });
  }

  #killRun() {
    const run = this.state.run.data;
    const active = Object.entries(run.tasks).filter(([, task]) => !ENDED_TASK.has(task.state) && task.state !== "PENDING").map(([name]) => name);
    return ask({
      title: `Kill this run of ${run.topologyId}?`,
      body: html`<p class="muted">${active.length > 0 ? `Drove ends ${active.join(", ")}; ` : ""}nothing else of it starts, and it counts as failed.</p>${field("reason", "Reason", { optional: true, placeholder: "Shown with the run" })}`,
      undo: "Cannot be undone",
      verb: "Kill the run",
      danger: true,
      type: typedName(this.app, run.topologyId),
      act: ({ reason: why }) => this.app.actions.killRun(run, why?.trim()),
    });
  }

  async #retryFailed() {
    const run = this.state.run.data;
    const failed = Object.entries(run.tasks).filter(([, task]) => task.state !== "COMPLETED").map(([name]) => name);
    const done = await ask({
      title: "Retry what failed?",
      body: html`<p class="muted">A new run starts now with ${failed.join(", ")}; what completed is not done again.</p>`,
      undo: "The new run can be killed on its page",
      verb: "Retry",
      act: () => this.app.actions.retry(run),
    });
    if (done?.runId) this.app.router.go(href("run", { id: run.topologyId, runId: done.runId }));
  }

  async #again() {
    const run = this.state.run.data;
    const done = await confirmOne(this.app, "run", this.state.topology.data ?? { id: run.topologyId });
    if (done?.runId) this.app.router.go(href("run", { id: run.topologyId, runId: done.runId }));
  }

  #close() {
    const run = this.state.run.data;
    return ask({
      title: "Close this run?",
      body: html`<p class="muted">You decide what became of it; Epoch asks Drove no more. A task that still runs there goes on.</p>
        ${choice("as", "It counts as", [["FAILED", "Failed", "its topology shows a failure"], ["SUCCEEDED", "Successful", "you know that its work is done"], ["FORGET", "Forgotten", "it goes from the history"]])}
        ${field("reason", "Reason", { required: true, placeholder: "How you know" })}`,
      undo: "Cannot be undone",
      verb: "Close the run",
      danger: true,
      type: typedName(this.app, run.topologyId),
      act: async ({ as, reason: why }) => {
        await this.app.actions.close(run, as, why);
        if (as === "FORGET") this.app.router.go(href("topology", { id: run.topologyId }));
      },
    });
  }

  render() {
    const { run: resource, now, route, topology } = this.state;
    const { id, runId } = route.params;
    if (resource.status === "error") {
      return html`<section class="panel">${resource.error.status === 404
        ? empty("There is no such run", "It may be older than what is kept, or its topology may have been deleted.", html`<a class="btn" href=${href("topology", { id, tab: "runs" })}>Runs of ${id}</a>`)
        : broken("The run could not be loaded", resource, now, () => this.app.pages.refresh())}</section>`;
    }
    const run = resource.data?.runId === runId ? resource.data : undefined;
    const task = run ? this.#task(run) : undefined;
    const said = this.said?.of === `${runId}/${task}` ? this.said : undefined;
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${this.app.router.list()}>Topologies</a> / <a href=${href("topology", { id })}>${id}</a> / <a href=${href("topology", { id, tab: "runs" })}>Runs</a> /</p>
          <div class="title"><h1>${run ? named(fireTime(run), now) : runId}</h1>${run ? badge(runLook(run)) : nothing}</div>
          ${run ? this.#meta(run, now) : nothing}
        </div>
        ${run && mayOperate(this.state.session) ? this.#actions(run) : nothing}
      </div>
      ${run ? reason(run, { now, said, topology: topology.data?.topology, show: () => this.querySelector("epoch-log").reveal(said.offset) }) : nothing}
      <section class="panel tasks" aria-labelledby="h-tasks">
        <header><h2 id="h-tasks">Tasks</h2><span class="faint">${run ? tally(Object.values(run.tasks)) : ""}</span><span class="push faint hide-s">${localZone()}</span></header>
        ${run
          ? html`<div class="graph">${graph(run, topology.data?.topology)}${this.#facts(run, topology.data?.topology)}</div>
              ${gantt(run, { now, chosen: task, query: route.query, act: (name, each) => this.#taskAction(run, name, each) })}
              ${attemptTable(task, run.tasks[task], now)}`
          : html`<table class="grid"><tbody>${bones(3, 2)}</tbody></table>`}
      </section>
      ${task && run.tasks[task].state !== "PENDING"
        ? html`<epoch-log .app=${this.app} .run=${run} .task=${task} @said=${(event) => (this.said = { of: `${runId}/${task}`, ...event.detail })}></epoch-log>`
        : nothing}
    `;
  }

  #meta(run, now) {
    const late = run.runType === "SCHEDULED" ? run.created - fireTime(run) : 0;
    return html`<p class="meta">
      <span>Started ${time(run.created, html`<span class="ink">${instant(run.created)}</span>`)}${late >= 100 ? `, ${duration(late)} late` : ""}</span>
      ${run.state === "SKIPPED" ? nothing : html`<span>${endTime(run) === undefined ? "Runs for" : "Ran"} <span class="ink">${duration(took(run, now))}</span></span>`}
      ${run.revision ? html`<span>Revision <a href=${href("topology", { id: run.topologyId, tab: "revisions" })}>${run.revision}</a></span>` : nothing}
      <span>${run.runType === "SCHEDULED" ? "By schedule" : "By hand"}${run.note ? html`: ${quoted(run.note)}` : nothing}</span>
      <code class="hide-s">${run.runId}</code>
    </p>`;
  }

  #actions(run) {
    const waits = waitingFor(this.state.run);
    const button = (word, act, more = "") => html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${act}>${word}…</button>`;
    const running = run.state === "RUNNING";
    return html`<div class="btns">
      ${run.state === "FAILED" ? button("Retry failed", () => this.#retryFailed(), "primary") : nothing} ${running ? nothing : button("Run again", () => this.#again())}
      ${running ? html`${button("Close", () => this.#close())}${button("Kill", () => this.#killRun(), "danger")}` : nothing}
    </div>`;
  }

  #taskAction(run, name, task) {
    const killable = task.state === "RUNNING" && run.state === "RUNNING" && Object.keys(run.tasks).length > 1 && mayOperate(this.state.session);
    const waits = waitingFor(this.state.run);
    return killable ? html`<button class="btn danger" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#killTask(run, name)}>Kill…</button>` : nothing;
  }

  #facts(run, topology) {
    const env = Object.entries(run.parameters?.env ?? {});
    const args = run.parameters?.args ?? [];
    const timeout = topology?.policy?.runTimeout ?? topology?.policy?.timeout;
    return html`<dl class="facts">
      <dt>${run.runType === "SCHEDULED" ? "Fire time" : "Asked for"}</dt><dd>${time(fireTime(run), named(fireTime(run), this.state.now))}</dd>
      ${env.length + args.length > 0 ? html`<dt>Parameters</dt><dd>${env.map(([key, value]) => html`<code class="line">${key}=${value}</code>`)}${args.map((arg) => html`<code class="line">${arg}</code>`)}</dd>` : nothing}
      ${timeout ? html`<dt>Timeout</dt><dd>${timeout}</dd>` : nothing} ${topology ? html`<dt>Told</dt><dd>${told(topology)}</dd>` : nothing}
    </dl>`;
  }
}

customElements.define("epoch-run", Run);
