import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { quoted, time } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { many } from "../../words/numbers.js";
import { ago, named } from "../../words/time.js";
import { act, told } from "../../words/audit.js";

const ASK_AFTER_MS = 200;
const SINCE = [["1", "hour"], ["24", "24 hours"], ["", "7 days"], ["720", "30 days"], ["87600", "ever"]];

/** Who did what. */
class Audit extends Element {
  #keys;
  #typing;
  // What is typed and not yet asked for: the page is drawn again each second and must not take it away.
  #typed = {};

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({ Escape: () => this.#filter({ who: undefined, topology: undefined, action: undefined }) });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#typing);
  }

  #filter = (patch) => this.app.router.filter({ after: undefined, ...patch });

  #type(key, value) {
    this.#typed = { ...this.#typed, [key]: value };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      const typed = this.#typed;
      this.#typed = {};
      this.#filter(typed);
    }, ASK_AFTER_MS);
  }

  render() {
    const { audit, route, now } = this.state;
    const { query } = route;
    const { entries = [], next } = audit.data ?? {};
    const field = (key, word, first) => html`<label class="search narrow"><span class="vh">${word}</span>${icon("search")}
      <input class="in" type="search" ?data-search=${first} placeholder=${word} autocomplete="off" spellcheck="false" .value=${live(this.#typed[key] ?? query[key] ?? "")} @input=${(event) => this.#type(key, event.target.value)} /></label>`;
    return html`
      <div class="head"><div><h1>Audit</h1><p class="meta">Every change, who made it, from where, and why.</p></div></div>
      <section class="panel" aria-label="Audit">
        <div class="bar">${field("topology", "Topology", true)}${field("who", "Who", false)}
          <label class="sort"><span>The last</span><select class="in" @change=${(event) => this.#filter({ since: event.target.value })}>${SINCE.map(([value, word]) => html`<option value=${value} ?selected=${value === (query.since ?? "")}>${word}</option>`)}</select></label>
          ${query.action ? html`<button class="filter on" type="button" @click=${() => this.#filter({ action: undefined })}>${act(query.action).word} ×</button>` : nothing}
        </div>
        ${audit.status === "error"
          ? broken(audit.error.status === 403 ? "The audit is for who may change things" : "The audit could not be loaded", audit, now, () => this.app.pages.refresh())
          : audit.data && entries.length === 0
            ? empty("Nothing was done", "No change fits what is searched for in this time.", html`<button class="btn" type="button" @click=${() => this.#filter({ who: undefined, topology: undefined, action: undefined, since: "87600" })}>All of it</button>`)
            : html`<table class="grid cards audit" aria-busy=${audit.status === "loading"}>
                <caption class="vh">Audit</caption>
                <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of</th><th scope="col">In detail</th></tr></thead>
                <tbody>${audit.data ? entries.map((entry) => this.#row(entry, now)) : bones(5)}</tbody>
              </table>`}
        ${entries.length > 0
          ? html`<div class="foot"><span class="push">${many(entries.length, "change")}</span>${next ? html`<a href=${href("audit", {}, { ...query, after: next })}>Older</a>` : nothing}</div>`
          : nothing}
      </section>
    `;
  }

  #row(entry, now) {
    const { word, tone, shape } = act(entry.action);
    return html`<tr>
      <td class="nowrap">${time(entry.time, html`${named(entry.time, now)} <span class="faint">${ago(entry.time, now)}</span>`)}</td>
      <td><button class="linkish" type="button" @click=${() => this.#filter({ who: entry.who })}>${entry.who ?? "–"}</button>${entry.address ? html` <span class="faint">${entry.address}</span>` : nothing}</td>
      <td><span class="st ${tone}">${icon(shape)}${word}</span></td>
      <td class="wrap">${entry.topology ? html`<a href=${entry.run ? href("run", { id: entry.topology, runId: entry.run }) : href("topology", { id: entry.topology })}>${entry.topology}</a>` : html`<span class="faint">the cluster</span>`}</td>
      <td class="muted wrap">${told(entry, now)}${entry.reason ? html` ${quoted(entry.reason)}` : nothing}</td>
    </tr>`;
  }
}

customElements.define("epoch-audit", Audit);
