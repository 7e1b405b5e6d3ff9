import { html, nothing } from "lit";
import { confirmAndPerform } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { bones, broken, waitingFor } from "../../components/four-states.js";
import { badge, time } from "../../components/marks.js";
import { mayWrite } from "../../state/door.js";
import { href } from "../../state/router.js";
import { look } from "../../words/states.js";
import { ago } from "../../words/time.js";
import { schedule } from "../../words/topology.js";
import { definition, facts } from "./facts.js";
import { runs } from "./runs.js";

/** One topology: its runs, what it is in words, and as JSON. */
class Topology extends Element {
  #keys;

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      r: () => this.#perform("run"),
      p: () => this.#perform(this.state.topology.data?.state === "PAUSED" ? "resume" : "pause"),
      Delete: () => this.#perform("delete"),
      Escape: () => this.app.router.go(href("topologies")),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  async #perform(action) {
    const { topology, session } = this.state;
    if (!topology.data || !mayWrite(session) || waitingFor(topology)) return;
    const { id } = topology.data;
    const done = await confirmAndPerform(this.app, action, [topology.data]);
    if (!done?.has(id)) return;
    if (action === "delete") this.app.router.go(href("topologies"));
    if (action === "run") this.app.router.go(href("run", { id, runId: done.get(id).runId }));
  }

  render() {
    const { topology, now, route } = this.state;
    const { id } = route.params;
    if (topology.status === "error") {
      const gone = topology.error.status === 404;
      return html`<section class="panel">${broken(gone ? `There is no topology ${id}` : "The topology could not be loaded", topology, now, () => this.app.pages.refresh())}</section>`;
    }
    const details = topology.data;
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("topologies")}>Topologies</a> /</p>
          <div class="title"><h1>${id}</h1>${details ? badge(look("topology", details.state)) : nothing}</div>
          ${details
            ? html`<p class="meta">
                <span class="strong ${details.topology.trigger?.type === "CRON" ? "mono" : ""}">${schedule(details.topology, now)}</span>
                ${details.topology.owner ? html`<span>Owner ${details.topology.owner}</span>` : nothing}
                <span>Changed ${time(details.updated, ago(details.updated, now))}</span>
                ${Object.entries(details.topology.labels ?? {}).map(([key, value]) => html`<span class="chip">${key}=${value}</span>`)}
              </p>`
            : nothing}
        </div>
        ${details && mayWrite(this.state.session) ? this.#actions(details) : nothing}
      </div>
      <div class="cols">
        <section class="panel" aria-labelledby="h-runs">
          <header><h2 id="h-runs">Runs</h2><span class="faint">newest first</span></header>
          ${this.#runs()}
        </section>
        <div class="stack">${details ? facts(details, now) : html`<section class="panel"><table class="grid"><tbody>${bones(2, 5)}</tbody></table></section>`}</div>
      </div>
      ${details ? definition(details.topology, () => this.#copy(details.topology)) : nothing}
    `;
  }

  #actions(details) {
    const waits = waitingFor(this.state.topology) ?? (details.state === "DELETED" ? "It is being deleted" : undefined);
    const button = (action, word, more = "") =>
      html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#perform(action)}>${word}…</button>`;
    return html`<div class="btns">
      ${button("run", "Run now", "primary")}${details.state === "PAUSED" ? button("resume", "Resume") : button("pause", "Pause")}${button("delete", "Delete", "danger")}
    </div>`;
  }

  #runs() {
    const { runs: resource, now, route } = this.state;
    if (resource.status === "error") return broken("The runs could not be loaded", resource, now, () => this.app.pages.refresh());
    return runs(route.params.id, resource, now);
  }

  async #copy(topology) {
    await navigator.clipboard.writeText(JSON.stringify(topology, null, 2));
    this.app.actions.say("Copied.");
  }
}

customElements.define("epoch-topology", Topology);
