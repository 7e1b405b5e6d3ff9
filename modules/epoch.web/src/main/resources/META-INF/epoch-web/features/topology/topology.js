import { html, nothing } from "lit";
import { confirmOne } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { broken, empty, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { badge, quoted, time } from "../../components/marks.js";
import { ACTIONS } from "../../state/actions.js";
import { may, mayOperate, mayWrite } from "../../state/door.js";
import { href } from "../../state/router.js";
import { count } from "../../words/numbers.js";
import { look } from "../../words/states.js";
import { ago, full, named } from "../../words/time.js";
import { schedule } from "../../words/topology.js";
import { policy, tasks } from "./facts.js";
import { durationPanel, nextPanel, outcomesPanel } from "./overview.js";
import { revisionsPanel } from "./revisions.js";
import { ledgerPanel, runTable } from "./tables.js";

const RECENT = 10;

/** One topology: what it will do, what it did, what it is. */
class Topology extends Element {
  static properties = { ...Element.properties, from: { state: true }, yaml: { state: true } };

  #keys;

  constructor() {
    super();
    this.from = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      r: () => this.#perform("run"),
      p: () => this.#perform(this.state.topology.data?.state === "PAUSED" ? "resume" : "pause"),
      e: () => mayWrite(this.state.session) && this.app.router.go(href("edit", { id: this.state.route.params.id })),
      Delete: () => this.#perform("delete"),
      Escape: () => this.app.router.go(this.app.router.list()),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  async #perform(action) {
    const { topology, session } = this.state;
    if (!topology.data || !may(session, ACTIONS[action].role) || waitingFor(topology)) return;
    const { id } = topology.data;
    const done = await confirmOne(this.app, action, topology.data);
    if (!done) return;
    if (action === "delete") this.app.router.go(href("topologies"));
    if (action === "run") this.app.router.go(href("run", { id, runId: done.runId }));
  }

  render() {
    const { topology, now, route } = this.state;
    const { id, tab = "" } = route.params;
    if (topology.status === "error") {
      return html`<section class="panel">${topology.error.status === 404
        ? empty(`There is no topology ${id}`, "It may have been deleted, or its name is another one.", html`<a class="btn" href=${this.app.router.list()}>Topologies</a>`)
        : broken("The topology could not be loaded", topology, now, this.#retry)}</section>`;
    }
    const details = topology.data;
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${this.app.router.list()}>Topologies</a> /</p>
          <div class="title"><h1>${id}</h1>${details ? badge(look("topology", details.state)) : nothing}</div>
          ${details ? this.#meta(details, now) : nothing}
        </div>
        ${details && mayOperate(this.state.session) ? this.#actions(details) : nothing}
      </div>
      ${this.#tabs(id, tab)} ${details?.state === "PAUSED" && details.pause ? this.#paused(details.pause) : nothing} ${this.#body(id, tab, details)}
    `;
  }

  #retry = () => this.app.pages.refresh();

  #meta(details, now) {
    const { topology, words, timeZone } = details;
    const spec = topology.trigger?.timeSpec;
    return html`<p class="meta">
      <span class="strong">${words ? (timeZone && !words.includes(timeZone) && spec ? `${words} in ${timeZone}` : words) : schedule(topology, now)}</span>
      ${words && spec ? html`<code>${spec}</code>` : nothing} ${topology.owner ? html`<span>Owner <bdi>${topology.owner}</bdi></span>` : nothing}
      <span>Changed ${time(details.updated, ago(details.updated, now))}</span>
      ${Object.entries(topology.labels ?? {}).map(([key, value]) => html`<a class="chip" href=${href("topologies", {}, { label: `${key}=${value}` })}>${key}=<bdi>${value}</bdi></a>`)}
    </p>
    ${topology.description ? html`<p class="about" dir="auto">${topology.description}</p>` : nothing}`;
  }

  #paused({ by, at, reason, until }) {
    const { now } = this.state;
    return html`<p class="note-box">${icon("pause")}<span>Paused${by ? ` by ${by}` : ""}${at ? html` ${time(at, ago(at, now))}` : nothing}${reason ? html`: ${quoted(reason)}` : nothing}.
      ${until ? html`It resumes by itself on <span title=${full(until)}>${named(until, now)}</span>.` : "It stays so until somebody resumes it."}</span></p>`;
  }

  #actions(details) {
    const waits = waitingFor(this.state.topology) ?? (details.state === "DELETED" ? "It is being deleted" : undefined);
    const button = (action, word, more = "") =>
      html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#perform(action)}>${word}…</button>`;
    return html`<div class="btns">
      ${button("run", "Run now", "primary")}${details.state === "PAUSED" ? button("resume", "Resume") : button("pause", "Pause")}
      ${mayWrite(this.state.session) ? html`<a class="btn" href=${href("edit", { id: details.id })}>Edit</a>${button("delete", "Delete", "danger")}` : nothing}
    </div>`;
  }

  #tabs(id, tab) {
    const { runs, revisions, ledger } = this.state;
    const link = (name, word, n) =>
      html`<a href=${href("topology", name ? { id, tab: name } : { id })} aria-current=${tab === name ? "page" : nothing}>${word}${n === undefined ? nothing : html` <span class="faint">${count(n)}</span>`}</a>`;
    return html`<nav class="undertabs" aria-label="Topology">
      ${link("", "Overview")}${link("runs", "Runs", runs.data?.length)}${ledger.status === "absent" ? nothing : link("ledger", "Ledger")}
      ${revisions.status === "absent" ? nothing : link("revisions", "Revisions", revisions.data?.length)}${link("definition", "Definition")}
    </nav>`;
  }

  #body(id, tab, details) {
    const { state } = this;
    const { now } = state;
    const write = mayWrite(state.session);
    switch (tab) {
      case "runs":
        return html`<section class="panel" aria-label="Runs">${this.#runs(id, state.runs)}</section>`;
      case "ledger":
        return ledgerPanel(this.app, id, state, { only: state.route.query.only, from: this.from }, now, this.#retry, (from) => (this.from = from));
      case "revisions":
        return revisionsPanel(this.app, id, state.revisions, { now, write, current: details }, this.#retry);
      case "definition":
        return details ? this.#definition(details.topology) : nothing;
      default:
        return html`
          <div class="cols overview">
            <div class="stack">
              ${durationPanel(id, state, now, this.#retry)} ${outcomesPanel(state, now, this.#retry)}
              <section class="panel" aria-labelledby="h-runs">
                <header><h2 id="h-runs">Runs</h2><span class="faint">newest first</span>
                  ${(state.runs.data?.length ?? 0) > RECENT ? html`<span class="push"><a href=${href("topology", { id, tab: "runs" })}>All ${count(state.runs.data.length)}</a></span>` : nothing}</header>
                ${this.#runs(id, state.runs.data ? { ...state.runs, data: state.runs.data.slice(0, RECENT) } : state.runs)}
              </section>
            </div>
            <div class="stack">${nextPanel(details, state, now)} ${details ? html`${policy(details, now, write)}${tasks(details.topology)}` : nothing}</div>
          </div>
        `;
    }
  }

  #runs(id, resource) {
    return resource.status === "error" ? broken("The runs could not be loaded", resource, this.state.now, this.#retry) : runTable(id, resource, this.state.now);
  }

  #definition(topology) {
    const text = this.yaml ? this.yaml(topology) : JSON.stringify(topology, null, 2);
    return html`<section class="panel" aria-labelledby="h-definition">
      <header>
        <h2 id="h-definition">Definition</h2>
        <span class="push btns">
          <span class="seg" role="group" aria-label="Language">
            <button type="button" aria-pressed=${!this.yaml} @click=${() => (this.yaml = undefined)}>JSON</button>
            <button type="button" aria-pressed=${Boolean(this.yaml)} @click=${this.#toYaml}>YAML</button>
          </span>
          <button class="btn" type="button" @click=${() => this.#copy(text)}>Copy</button>
        </span>
      </header>
      <pre class="json" tabindex="0" aria-labelledby="h-definition">${text}</pre>
    </section>`;
  }

  #toYaml = async () => {
    const { write } = await import("../../words/yaml.js");
    this.yaml = write;
  };

  async #copy(text) {
    await navigator.clipboard.writeText(text);
    this.app.actions.say("Copied.");
  }
}

customElements.define("epoch-topology", Topology);
