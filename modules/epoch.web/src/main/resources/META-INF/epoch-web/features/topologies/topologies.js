import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { confirmAndPerform } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { mayWrite } from "../../state/door.js";
import { PAGE_SIZE, SORTS, select, tells } from "../../state/listing.js";
import { href } from "../../state/router.js";
import { count, many } from "../../words/numbers.js";
import { look } from "../../words/states.js";
import { columns, row } from "./row.js";

const NONE = Object.freeze([]);

const TABS = [
  ["", "All", "all"],
  ["ACTIVE", "Active", "ACTIVE"],
  ["PAUSED", "Paused", "PAUSED"],
];

/** All topologies: search, filter, sort, and what can be done with many. */
class Topologies extends Element {
  #keys;

  connectedCallback() {
    super.connectedCallback();
    const { router } = this.app;
    const open = () => this.state.cursor && router.go(href("topology", { id: this.state.cursor }));
    this.#keys = this.app.keys.add({
      j: () => this.#move(1),
      k: () => this.#move(-1),
      x: () => this.state.cursor && this.app.actions.select(this.state.cursor, !this.state.selected.has(this.state.cursor)),
      Enter: open,
      Escape: () => this.app.actions.selectOnly([]),
      r: () => this.#perform("run"),
      p: () => this.#perform(this.#chosen().some((entry) => entry.state === "ACTIVE") ? "pause" : "resume"),
      Delete: () => this.#perform("delete"),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  #last = {};

  // Drawn every second, searched only when there is something else to find.
  get #found() {
    const { data = NONE } = this.state.topologies;
    const { query } = this.state.route;
    if (this.#last.data !== data || this.#last.query !== query) this.#last = { data, query, found: select(data, query) };
    return this.#last.found;
  }

  #chosen() {
    const { selected, cursor, topologies } = this.state;
    const ids = selected.size > 0 ? selected : new Set([cursor]);
    return (topologies.data ?? []).filter((entry) => ids.has(entry.id)).sort(SORTS.name.order);
  }

  #move(by) {
    const { page } = this.#found;
    if (page.length === 0) return;
    const at = page.findIndex((entry) => entry.id === this.state.cursor);
    const to = at < 0 ? 0 : Math.min(page.length - 1, Math.max(0, at + by));
    this.app.actions.moveTo(page[to].id);
    this.updateComplete.then(() => this.querySelector("tr.cursor")?.scrollIntoView({ block: "nearest" }));
  }

  async #perform(action) {
    const entries = this.#chosen();
    if (entries.length === 0 || !mayWrite(this.state.session) || waitingFor(this.state.topologies)) return;
    const done = await confirmAndPerform(this.app, action, entries);
    if (done) this.app.actions.selectOnly([]);
  }

  #filter(patch) {
    this.app.router.filter({ from: undefined, ...patch });
  }

  render() {
    const { topologies, route, session } = this.state;
    const found = this.#found;
    const nothingYet = topologies.data?.length === 0;
    return html`
      <div class="head">
        <h1>Topologies</h1>
        ${topologies.data ? this.#tabs(found.counts, route.query) : nothing}
        ${mayWrite(session) ? html`<div class="btns"><a class="btn primary" href=${href("create")}>New topology</a></div>` : nothing}
      </div>
      <section class="panel" aria-label="Topologies">
        ${nothingYet || topologies.status === "error" ? nothing : this.#bar(found, route.query)}
        ${this.#body(topologies, found)}
        ${found.matching.length > 0 ? this.#foot(found) : nothing}
      </section>
      ${this.state.selected.size > 0 ? this.#pick() : nothing}
    `;
  }

  #tabs(counts, query) {
    return html`<nav class="tabs" aria-label="State">
      ${TABS.map(([state, word, key]) => {
        const { tone, shape } = look("topology", state);
        return html`<a href=${href("topologies", {}, { ...query, state, from: "" })} aria-current=${(query.state ?? "") === state ? "true" : nothing}>
          ${state ? icon(shape, tone) : nothing}${word} <span class="faint">${count(counts[key])}</span>
        </a>`;
      })}
    </nav>`;
  }

  #bar(found, query) {
    return html`<div class="bar">
      <label class="search">
        <span class="vh">Search topologies</span>
        ${icon("search")}
        <input class="in" type="search" data-search placeholder="Name, image or label" autocomplete="off" spellcheck="false"
          .value=${live(query.q ?? "")} @input=${(event) => this.#filter({ q: event.target.value })} />
        <kbd aria-hidden="true">/</kbd>
      </label>
      ${found.matching.length > PAGE_SIZE && this.state.selected.size > 0 && this.state.selected.size < found.matching.length
        ? html`<button class="btn quiet" type="button" @click=${() => this.app.actions.selectOnly(found.matching.map((entry) => entry.id))}>
            Select all ${count(found.matching.length)} matching
          </button>`
        : nothing}
      <label class="end sort"
        ><span>Sort:</span>
        <select class="in" .value=${live(found.sort)} @change=${(event) => this.#filter({ sort: event.target.value })}>
          ${found.sorts.map((sort) => html`<option value=${sort} ?selected=${sort === found.sort}>${SORTS[sort].word}</option>`)}
        </select></label
      >
    </div>`;
  }

  #body(topologies, found) {
    const { now, selected, cursor } = this.state;
    const write = mayWrite(this.state.session);
    if (topologies.status === "error") {
      return broken("The list could not be loaded", topologies, now, () => this.app.pages.refresh());
    }
    if (topologies.data?.length === 0) {
      return empty(
        "No topology yet",
        "A topology is a container that Epoch starts on a schedule and watches until it ends.",
        write ? html`<a class="btn primary" href=${href("create")}>New topology</a>` : nothing,
      );
    }
    if (topologies.data && found.matching.length === 0) {
      return empty(
        "Nothing matches",
        "No topology has all that is searched for and filtered by.",
        html`<button class="btn" type="button" @click=${() => this.#filter({ q: undefined, state: undefined })}>Clear filters</button>`,
      );
    }
    const shown = columns((field) => tells(topologies.data ?? [], field));
    const all = found.page.length > 0 && found.page.every((entry) => selected.has(entry.id));
    const some = found.page.some((entry) => selected.has(entry.id));
    return html`<table class="grid cards topologies" aria-busy=${topologies.status === "loading"}>
      <caption class="vh">${topologies.status === "loading" ? "Loading topologies" : "Topologies"}</caption>
      <thead>
        <tr>
          <th class="c-check" scope="col">
            <input class="check" type="checkbox" aria-label="Select all on this page" .checked=${live(all)} .indeterminate=${some && !all}
              @change=${(event) => this.#selectPage(found.page, event.target.checked)} />
          </th>
          ${shown.map((column) => html`<th class="c-${column.key}" scope="col">${column.word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${topologies.data
          ? repeat(
              found.page,
              (entry) => entry.id,
              (entry) =>
                row(entry, { columns: shown, now, selected: selected.has(entry.id), cursor: cursor === entry.id, onSelect: this.app.actions.select }),
            )
          : bones(shown.length + 1)}
      </tbody>
    </table>`;
  }

  #selectPage(page, on) {
    const selected = new Set(this.state.selected);
    for (const { id } of page) {
      if (on) selected.add(id);
      else selected.delete(id);
    }
    this.app.actions.selectOnly(selected);
  }

  #foot({ matching, start, page, counts }) {
    const { query } = this.state.route;
    const end = start + page.length;
    const to = (from) => href("topologies", {}, { ...query, from: from > 0 ? from : "" });
    const all = matching.length === counts.all ? many(matching.length, "topology", "topologies") : `${count(matching.length)} matching`;
    const whole = page.length === matching.length;
    return html`<div class="foot">
      <span class="push nowrap">${whole ? all : `${count(start + 1)}–${count(end)} of ${all}`}</span>
      ${start > 0 ? html`<a href=${to(start - PAGE_SIZE)} @click=${toTop}>Previous ${PAGE_SIZE}</a>` : nothing}
      ${end < matching.length ? html`<a href=${to(end)} @click=${toTop}>Next ${Math.min(PAGE_SIZE, matching.length - end)}</a>` : nothing}
    </div>`;
  }

  #pick() {
    const waits = waitingFor(this.state.topologies);
    const button = (action, word, more = "") =>
      html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#perform(action)}>${word}…</button>`;
    return html`<div class="pick" role="toolbar" aria-label="Selected topologies">
      <span class="strong" role="status">${count(this.state.selected.size)} selected</span><span class="sep"></span>
      ${mayWrite(this.state.session)
        ? html`${button("pause", "Pause")}${button("resume", "Resume")}${button("run", "Run")}${button("delete", "Delete")}<span class="sep"></span>`
        : nothing}
      <button class="btn" type="button" @click=${() => this.app.actions.selectOnly([])}>Clear <kbd class="opt">Esc</kbd></button>
    </div>`;
  }
}

const toTop = () => scrollTo({ top: 0 });

customElements.define("epoch-topologies", Topologies);
