import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { mark, time } from "../../components/marks.js";
import { step } from "../../state/cursor.js";
import { PAGE_SIZE, isComing } from "../../state/pages.js";
import { href } from "../../state/router.js";
import { count, many } from "../../words/numbers.js";
import { endTime, fireTime, took, why } from "../../words/run.js";
import { look, runLook } from "../../words/states.js";
import { ago, duration, named } from "../../words/time.js";

const NONE = Object.freeze([]);
const keyOf = (run) => `${run.topologyId}/${run.runId}`;

const ASK_AFTER_MS = 150;
const TABS = [
  ["Running", { state: "RUNNING" }, look("run", "RUNNING")],
  ["Failed since yesterday", { state: "FAILED", since: "24" }, look("run", "FAILED")],
  ["All", {}],
];
const STATES = ["RUNNING", "SUCCESSFUL", "COMPLETED", "FAILED", "SKIPPED"];
const SINCE = [["", "any time"], ["1", "the last hour"], ["24", "the last 24 hours"], ["168", "the last 7 days"]];

/** Runs of all topologies: what runs now, what failed. */
class Runs extends Element {
  static properties = { ...Element.properties, at: { state: true } };

  #keys;
  #typing;
  // What is typed and not yet asked for: the page is drawn again each second and must not take it away.
  #typed;

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      j: () => this.#move(1),
      k: () => this.#move(-1),
      Enter: () => this.#open(),
      Escape: () => this.#filter({ q: undefined, state: undefined, since: undefined }),
    }, () => this.#isComing());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#typing);
  }

  /** Whether the rows of the address, or of what is typed, are not those that are there. */
  #isComing() {
    const { allRuns, route } = this.state;
    return this.#typed !== undefined || isComing(allRuns, route.query);
  }

  get #rows() {
    return this.state.allRuns.data?.entries ?? NONE;
  }

  #move(by) {
    const to = step(this.#rows.map(keyOf), this.at, by);
    if (to === undefined) return;
    this.at = to;
    this.updateComplete.then(() => this.querySelector("tr.cursor")?.scrollIntoView({ block: "nearest" }));
  }

  #open() {
    const run = this.#rows.find((each) => keyOf(each) === this.at);
    if (run) this.app.router.go(href("run", { id: run.topologyId, runId: run.runId }));
  }

  #filter = (patch) => this.app.router.filter({ after: undefined, from: undefined, ...patch });

  #type = (event) => {
    const q = event.target.value;
    this.#typed = q;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typed = undefined;
      this.#filter({ q });
    }, ASK_AFTER_MS);
  };

  render() {
    const { allRuns, route, now } = this.state;
    const { query } = route;
    const { entries = [], next, total } = allRuns.data ?? {};
    // The rows may be those of the filters before, until the others have come.
    const asked = allRuns.of ?? query;
    const from = Number(asked.from) || 0;
    return html`
      <div class="head">
        <h1>Runs</h1>
        <nav class="tabs" aria-label="Quick filters">
          ${TABS.map(([word, filter, state]) => {
            const here = (query.state ?? "") === (filter.state ?? "") && (query.since ?? "") === (filter.since ?? "");
            return html`<a href=${href("runs", {}, { q: query.q, ...filter })} aria-current=${here ? "true" : nothing}>${state ? icon(state.shape, state.tone) : nothing}${word}</a>`;
          })}
        </nav>
      </div>
      <section class="panel" aria-label="Runs">
        <div class="bar">
          <label class="search"><span class="vh">Search runs</span>${icon("search")}
            <input class="in" type="search" data-search placeholder="Topology, reason or label" autocomplete="off" spellcheck="false" .value=${live(this.#typed ?? query.q ?? "")} @input=${this.#type} /><kbd aria-hidden="true">/</kbd></label>
          ${this.#choice("State", "state", [["", "any"], ...STATES.map((state) => [state, look("run", state).word.toLowerCase()])], query)}
          ${this.#choice("Since", "since", SINCE, query)}
          ${this.#choice("By", "type", [["", "schedule or hand"], ["SCHEDULED", "schedule"], ["INSTANT", "hand"]], query)}
          ${query.topology ? html`<button class="filter on" type="button" @click=${() => this.#filter({ topology: undefined })}>of ${query.topology} ×</button>` : nothing}
        </div>
        ${allRuns.status === "error"
          ? broken("The runs could not be loaded", allRuns, now, () => this.app.pages.refresh())
          : allRuns.data && entries.length === 0
            ? this.#none(asked)
            : html`<table class="grid cards allruns" aria-busy=${this.#isComing()}>
                <caption class="vh">Runs</caption>
                <thead><tr><th scope="col">Topology</th><th scope="col">State</th><th scope="col">Fire time</th><th class="num" scope="col">Duration</th><th scope="col">Why</th></tr></thead>
                <tbody>${allRuns.data ? repeat(entries, keyOf, (run) => this.#row(run, now)) : bones(5)}</tbody>
              </table>`}
        ${entries.length > 0
          ? html`<div class="foot"><span class="push nowrap">${total !== undefined && total > entries.length ? `${count(from + 1)}–${count(from + entries.length)} of ${many(total, "run")}` : many(entries.length, "run")}</span>
              ${from > 0 ? html`<a href=${href("runs", {}, { ...asked, from: undefined, after: undefined })}>First</a>` : nothing}
              ${next ? html`<a href=${href("runs", {}, { ...asked, after: next, from: String(from + entries.length) })}>Next ${PAGE_SIZE}</a>` : nothing}</div>`
          : nothing}
      </section>
    `;
  }

  #choice(word, key, options, query) {
    return html`<label class="sort"><span>${word}</span><select class="in" @change=${(event) => this.#filter({ [key]: event.target.value })}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === (query[key] ?? "")}>${text}</option>`)}</select></label>`;
  }

  #none(query) {
    const clear = html`<button class="btn" type="button" @click=${() => this.#filter({ q: undefined, state: undefined, since: undefined, type: undefined, topology: undefined })}>All runs</button>`;
    if (query.q || query.topology) return empty("Nothing matches", "No run has all that is searched for and filtered by.", clear);
    if (query.state === "RUNNING") return empty("Nothing runs now", "Runs appear here as soon as a schedule fires, and leave when they end.", clear);
    if (query.state === "FAILED") return empty("Nothing failed", "That is how it should be.", clear);
    return empty("No run yet", "A run appears here when a schedule fires, or when someone runs a topology now.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
  }

  #row(run, now) {
    const at = fireTime(run);
    return html`<tr class=${this.at === keyOf(run) ? "cursor" : ""}>
      <td><a class="name" href=${href("run", { id: run.topologyId, runId: run.runId })}><span class="cut">${run.topologyId}</span></a></td>
      <td>${mark(runLook(run))}</td>
      <td class="nowrap">${time(at, named(at, now))} <span class="faint">${ago(at, now)}${run.runType === "INSTANT" ? ", by hand" : ""}</span></td>
      <td class="num ${endTime(run) === undefined ? "run" : ""}">${run.state === "SKIPPED" ? "–" : duration(took(run, now))}</td>
      <td class="muted wrap">${run.waitingFor ?? why(run)}</td>
    </tr>`;
  }
}

customElements.define("epoch-runs", Runs);
