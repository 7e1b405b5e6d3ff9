import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { confirmMany, confirmOne } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { stripLegend } from "../../components/strip.js";
import { ACTIONS } from "../../state/actions.js";
import { step } from "../../state/cursor.js";
import { may, mayOperate, mayWrite } from "../../state/door.js";
import { PAGE_SIZE, isComing, question } from "../../state/pages.js";
import { href } from "../../state/router.js";
import { count, many } from "../../words/numbers.js";
import { chosenBar, target } from "./chosen.js";
import { COLUMNS, keepColumns, wantedColumns } from "./columns.js";
import { CLEAR, bar, filtered, tabs } from "./filters.js";

const ASK_AFTER_MS = 150;
const NONE = Object.freeze([]);

/** All topologies: search, filter, sort, and what can be done with many. */
class Topologies extends Element {
  static properties = { ...Element.properties, columns: { state: true }, resting: { state: true } };

  #keys;
  #typing;
  // What is typed and not yet asked for: the page is drawn again each second and must not take it away.
  #typed;
  // Where a reader points, rows do not jump: this is their order until the pointer leaves.
  #order;

  constructor() {
    super();
    this.columns = wantedColumns(localStorage);
    this.resting = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const { router } = this.app;
    const one = (action) => () => this.#perform(action);
    const leadTo = (page) => this.#here && router.go(href(page, { id: this.#here }));
    this.#keys = this.app.keys.add({
      j: () => this.#move(1),
      k: () => this.#move(-1),
      x: () => this.#toggle(this.#here),
      Enter: () => leadTo("topology"),
      e: () => mayWrite(this.state.session) && leadTo("edit"),
      Escape: () => this.app.selection.clear(),
      r: one("run"),
      p: () => this.#perform(this.#chosen().some((entry) => entry.state === "ACTIVE") ? "pause" : "resume"),
      Delete: one("delete"),
    }, () => this.#isComing());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#typing);
  }

  /** Whether the rows of the address, or of what is typed, are not those that are there. */
  #isComing() {
    const { topologies, route } = this.state;
    return this.#typed !== undefined || isComing(topologies, route.query);
  }

  /** The filters whose rows are there: those of the address, or those of before until the others have come. */
  get #asked() {
    const { topologies, route } = this.state;
    return topologies.of ?? route.query;
  }

  /** The row that keys stand on; one that is not to be seen is none. */
  get #here() {
    return this.#shown().entries.find(({ id }) => id === this.state.cursor)?.id;
  }

  /** What is shown: as the server has it, but in the order of before while somebody points at it. */
  #shown() {
    const entries = this.state.topologies.data?.entries ?? NONE;
    if (!this.resting || !this.#order || this.#order.asked !== question(this.#asked)) return { entries, moved: 0 };
    const now = new Map(entries.map((entry) => [entry.id, entry]));
    const kept = this.#order.ids.map((id) => now.get(id) ?? this.#order.entries.get(id));
    const moved = entries.filter((entry, i) => this.#order.ids[i] !== entry.id).length;
    return { entries: kept, moved };
  }

  #rest(on) {
    if (on === this.resting) return;
    const { entries } = this.state.topologies.data ?? { entries: NONE };
    this.#order = { ids: entries.map(({ id }) => id), entries: new Map(entries.map((entry) => [entry.id, entry])), asked: question(this.#asked) };
    this.resting = on;
  }

  /** The rows that an action by key concerns. */
  #chosen() {
    const { cursor } = this.state;
    const { ids, matching } = this.app.selection.now;
    const { entries } = this.#shown();
    if (matching) return entries;
    return entries.filter(({ id }) => (ids.size > 0 ? ids.has(id) : id === cursor));
  }

  /** Chooses a row, or no longer; where all that matches was chosen, what is left is this page without it. */
  #toggle(id, on) {
    if (!id || !mayOperate(this.state.session)) return;
    const { ids, matching } = this.app.selection.now;
    const next = matching ? new Set(this.#shown().entries.map((entry) => entry.id)) : ids;
    if (on ?? !next.has(id)) next.add(id);
    else next.delete(id);
    this.app.selection.choose(next);
  }

  #move(by) {
    const to = step(this.#shown().entries.map(({ id }) => id), this.state.cursor, by);
    if (to === undefined) return;
    this.app.actions.moveTo(to);
    this.updateComplete.then(() => this.querySelector("tr.cursor")?.scrollIntoView({ block: "nearest" }));
  }

  async #perform(action) {
    const { cursor, session, topologies } = this.state;
    if (!may(session, ACTIONS[action].role) || waitingFor(topologies)) return;
    const { ids, matching } = this.app.selection.now;
    if (matching || ids.size > 0) {
      await confirmMany(this.app, action, target(this.app));
      return;
    }
    const entry = this.#chosen().find(({ id }) => id === cursor);
    const done = entry && (await confirmOne(this.app, action, entry));
    if (done?.runId) this.app.router.go(href("run", { id: entry.id, runId: done.runId }));
  }

  /** Another order keeps what is chosen; another filter finds others. */
  #filter = (patch) => this.app.router.filter({ from: undefined, after: undefined, ...("sort" in patch ? {} : { sel: undefined }), ...patch });

  #type = (event) => {
    const q = event.target.value;
    this.#typed = q;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typed = undefined;
      this.#filter({ q });
    }, ASK_AFTER_MS);
  };

  #column = (key, on) => {
    const columns = new Set(this.columns);
    if (on) columns.add(key);
    else columns.delete(key);
    this.columns = columns;
    keepColumns(localStorage, columns);
  };

  render() {
    const { topologies, counts, route, session } = this.state;
    const { query } = route;
    const write = mayWrite(session);
    const operate = mayOperate(session);
    const { ids, matching } = this.app.selection.now;
    const none = topologies.data?.entries.length === 0 && !filtered(this.#asked);
    return html`
      <div class="head">
        <h1>Topologies</h1>
        ${none ? nothing : tabs(counts.data, query)}
        ${write
          ? html`<div class="btns"><a class="btn opt" href=${href("import")}>Import…</a><a class="btn primary" href=${href("create")}>New topology</a></div>`
          : nothing}
      </div>
      <section class="panel" aria-label="Topologies">
        ${none || topologies.status === "error" ? nothing : bar({ query, text: this.#typed ?? query.q ?? "", set: this.#filter, typing: this.#type, columns: this.columns, onColumn: this.#column })}
        ${this.#body(write, operate)}
      </section>
      ${ids.size > 0 || matching ? chosenBar(this.app, { write, operate, perform: (action) => this.#perform(action) }) : nothing}
    `;
  }

  #body(write, operate) {
    const { topologies, now } = this.state;
    if (topologies.status === "error") return broken("The list could not be loaded", topologies, now, () => this.app.pages.refresh());
    if (topologies.data?.entries.length === 0) {
      return filtered(this.#asked)
        ? empty("Nothing matches", "No topology has all that is searched for and filtered by.", html`<button class="btn" type="button" @click=${() => this.#filter(CLEAR)}>Clear filters</button>`)
        : empty(
            "No topology yet",
            "A topology is a container that Epoch starts on a schedule and watches until it ends.",
            write ? html`<a class="btn primary" href=${href("create")}>New topology</a><a class="btn" href=${href("import")}>Import…</a>` : nothing,
          );
    }
    const { entries, moved } = this.#shown();
    return html`${this.app.selection.now.lost ? this.#lost() : nothing}${this.#table(entries, operate)}${topologies.data ? this.#foot(entries, moved) : nothing}`;
  }

  #lost() {
    return html`<p class="note-box lost" role="status">${icon("warn")}<span>The selection in this address has too many names for an address: only the tab where it was made knows it.
      <button class="linkish" type="button" @click=${() => this.app.selection.clear()}>Go on without</button></span></p>`;
  }

  #table(entries, operate) {
    const { topologies, now, cursor, route } = this.state;
    const { ids, matching } = this.app.selection.now;
    const shown = COLUMNS.filter(({ key }) => this.columns.has(key));
    const chosen = (id) => matching || ids.has(id);
    const all = entries.length > 0 && entries.every(({ id }) => chosen(id));
    const some = entries.some(({ id }) => chosen(id));
    return html`<table class="grid topologies cards" aria-busy=${this.#isComing()} @pointerenter=${() => this.#rest(true)} @pointerleave=${() => this.#rest(false)}>
      <caption class="vh">Topologies</caption>
      <thead>
        <tr>
          <th class="c-check" scope="col">
            ${operate
              ? html`<input class="check" type="checkbox" aria-label="Select all on this page" .checked=${live(all)} .indeterminate=${some && !all}
                  @change=${(event) => this.#selectPage(entries, event.target.checked)} />`
              : html`<span class="vh">Selection</span>`}
          </th>
          ${shown.map((column) => this.#heading(column, route.query.sort ?? "attention"))}
        </tr>
      </thead>
      <tbody>
        ${topologies.data
          ? repeat(
              entries,
              ({ id }) => id,
              (entry) => html`<tr class="${entry.state === "ACTIVE" ? "" : "paused"} ${cursor === entry.id ? "cursor" : ""}" aria-selected=${chosen(entry.id)}>
                <td class="c-check">
                  ${operate
                    ? html`<input class="check" type="checkbox" aria-label="Select ${entry.id}" .checked=${live(chosen(entry.id))} @change=${(event) => this.#toggle(entry.id, event.target.checked)} />`
                    : nothing}
                </td>
                ${shown.map((column) => html`<td class="c-${column.key} ${column.num ? "num" : "cut"}">${column.cell(entry, now)}</td>`)}
              </tr>`,
            )
          : bones(shown.length + 1)}
      </tbody>
    </table>`;
  }

  #heading({ key, word, sort, num }, by) {
    const plain = by.replace(/^-/, "");
    const here = sort && sort.replace(/^-/, "") === plain;
    const next = by === sort ? (sort.startsWith("-") ? sort.slice(1) : `-${sort}`) : sort;
    const direction = here ? (by.startsWith("-") ? "descending" : "ascending") : nothing;
    return html`<th class="c-${key} ${num ? "num" : ""}" scope="col" aria-sort=${direction}>
      ${sort ? html`<button class="sorter" type="button" @click=${() => this.#filter({ sort: next })}>${word}${here ? html`<span aria-hidden="true">${by.startsWith("-") ? " ↓" : " ↑"}</span>` : nothing}</button>` : word}
    </th>`;
  }

  #selectPage(page, on) {
    const { ids } = this.app.selection.now;
    for (const { id } of page) {
      if (on) ids.add(id);
      else ids.delete(id);
    }
    this.app.selection.choose(ids);
  }

  #foot(entries, moved) {
    const { route, topologies } = this.state;
    const { ids, matching } = this.app.selection.now;
    const query = { ...this.#asked, sel: route.query.sel };
    const { next } = topologies.data;
    const total = topologies.data.total ?? entries.length;
    const from = Math.max(0, Math.floor(Number(query.from) || 0));
    const all = filtered(query) ? `${count(total)} matching` : many(total, "topology", "topologies");
    const to = (more) => href("topologies", {}, { ...query, ...more });
    return html`<div class="foot">
      ${stripLegend()}
      ${moved > 0 ? html`<button class="linkish" type="button" @click=${() => this.#rest(false)}>${many(moved, "change")} in the order</button>` : nothing}
      ${ids.size > 0 && !matching && total > entries.length
        ? html`<button class="linkish" type="button" @click=${() => this.app.selection.chooseMatching()}>Select all ${count(total)} matching</button>`
        : nothing}
      <span class="push nowrap">${total > entries.length ? html`${count(from + 1)}–${count(from + entries.length)} of ` : nothing}${all}</span>
      ${from > 0 ? html`<a href=${to({ from: undefined, after: undefined })} @click=${toTop}>First</a>` : nothing}
      ${next ? html`<a href=${to({ from: String(from + entries.length), after: next })} @click=${toTop}>Next ${Math.min(PAGE_SIZE, Math.max(1, total - from - entries.length))}</a>` : nothing}
    </div>`;
  }
}

const toTop = () => scrollTo({ top: 0 });

customElements.define("epoch-topologies", Topologies);
