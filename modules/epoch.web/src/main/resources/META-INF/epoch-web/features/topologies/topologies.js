import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { confirmMany, confirmOne, failure } from "../../components/confirm.js";
import { ask, field } from "../../components/dialog.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty, waitingFor } from "../../components/four-states.js";
import { save } from "../../components/save.js";
import { stripLegend } from "../../components/strip.js";
import { ACTIONS } from "../../state/actions.js";
import { may, mayOperate, mayWrite } from "../../state/door.js";
import { PAGE_SIZE, listFilter } from "../../state/pages.js";
import { href } from "../../state/router.js";
import { count, many } from "../../words/numbers.js";
import { COLUMNS, keepColumns, wantedColumns } from "./columns.js";
import { CLEAR, bar, filtered, tabs } from "./filters.js";

const ASK_AFTER_MS = 150;
const NONE = Object.freeze([]);
const AT_ONCE = 4;

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
    this.#keys = this.app.keys.add({
      j: () => this.#move(1),
      k: () => this.#move(-1),
      x: () => this.state.cursor && this.app.actions.select(this.state.cursor, !this.state.selected.has(this.state.cursor)),
      Enter: () => this.state.cursor && router.go(href("topology", { id: this.state.cursor })),
      e: () => this.state.cursor && mayWrite(this.state.session) && router.go(href("edit", { id: this.state.cursor })),
      Escape: () => this.app.actions.selectOnly([]),
      r: one("run"),
      p: () => this.#perform(this.#chosen().some((entry) => entry.state === "ACTIVE") ? "pause" : "resume"),
      Delete: one("delete"),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#typing);
  }

  /** What is shown: as the server has it, but in the order of before while somebody points at it. */
  #shown() {
    const entries = this.state.topologies.data?.entries ?? NONE;
    if (!this.resting || !this.#order || this.#order.asked !== this.state.route.query) return { entries, moved: 0 };
    const now = new Map(entries.map((entry) => [entry.id, entry]));
    const kept = this.#order.ids.map((id) => now.get(id) ?? this.#order.entries.get(id));
    const moved = entries.filter((entry, i) => this.#order.ids[i] !== entry.id).length;
    return { entries: kept, moved };
  }

  #rest(on) {
    if (on === this.resting) return;
    const { entries } = this.state.topologies.data ?? { entries: NONE };
    this.#order = { ids: entries.map(({ id }) => id), entries: new Map(entries.map((entry) => [entry.id, entry])), asked: this.state.route.query };
    this.resting = on;
  }

  #chosen() {
    const { selected, cursor } = this.state;
    const ids = selected.size > 0 ? selected : new Set([cursor]);
    return this.#shown().entries.filter((entry) => ids.has(entry.id));
  }

  #move(by) {
    const { entries } = this.#shown();
    if (entries.length === 0) return;
    const at = entries.findIndex((entry) => entry.id === this.state.cursor);
    const to = at < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, at + by));
    this.app.actions.moveTo(entries[to].id);
    this.updateComplete.then(() => this.querySelector("tr.cursor")?.scrollIntoView({ block: "nearest" }));
  }

  async #perform(action) {
    const { selected, matching, cursor, session, topologies } = this.state;
    if (!may(session, ACTIONS[action].role) || waitingFor(topologies)) return;
    if (matching) await confirmMany(this.app, action, { filter: bulkFilter(matching.filter) });
    else if (selected.size > 0) await confirmMany(this.app, action, { ids: [...selected] });
    else {
      const entry = this.#chosen().find(({ id }) => id === cursor);
      const done = entry && (await confirmOne(this.app, action, entry));
      if (done?.runId) this.app.router.go(href("run", { id: entry.id, runId: done.runId }));
    }
  }

  async #label() {
    const { selected, matching } = this.state;
    const typed = await ask({
      title: "Which label?",
      body: html`<div class="fields">${field("key", "Label", { required: true, width: "w6", placeholder: "env" })}${field("value", "Value", { width: "w6", optional: true, placeholder: "production", help: "Without a value, the label is taken away." })}</div>`,
      verb: "See what changes",
    });
    if (!typed) return;
    const target = matching ? { filter: bulkFilter(matching.filter) } : { ids: [...selected] };
    await confirmMany(this.app, "label", target, { labels: { [typed.key.trim()]: typed.value.trim() || null } });
  }

  async #export() {
    const { selected, matching } = this.state;
    try {
      const text = matching ? await this.app.api.topologies.export("yaml", matching.filter) : await exported(this.app.api.topologies, [...selected]);
      save("topologies.yaml", text, "application/yaml");
    } catch (error) {
      await failure("The export failed", error);
    }
  }

  #filter = (patch) => {
    this.app.actions.selectOnly([]);
    this.app.router.filter({ from: undefined, after: undefined, ...patch });
  };

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
    const none = topologies.data?.entries.length === 0 && !filtered(query);
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
        ${this.#body(write)}
      </section>
      ${this.state.selected.size > 0 || this.state.matching ? this.#pick(write, mayOperate(session)) : nothing}
    `;
  }

  #body(write) {
    const { topologies, route, now } = this.state;
    if (topologies.status === "error") return broken("The list could not be loaded", topologies, now, () => this.app.pages.refresh());
    if (topologies.data?.entries.length === 0) {
      return filtered(route.query)
        ? empty("Nothing matches", "No topology has all that is searched for and filtered by.", html`<button class="btn" type="button" @click=${() => this.#filter(CLEAR)}>Clear filters</button>`)
        : empty(
            "No topology yet",
            "A topology is a container that Epoch starts on a schedule and watches until it ends.",
            write ? html`<a class="btn primary" href=${href("create")}>New topology</a><a class="btn" href=${href("import")}>Import…</a>` : nothing,
          );
    }
    const { entries, moved } = this.#shown();
    return html`${this.#table(entries, write)}${topologies.data ? this.#foot(entries, moved) : nothing}`;
  }

  #table(entries, write) {
    const { topologies, now, selected, matching, cursor, route } = this.state;
    const shown = COLUMNS.filter(({ key }) => this.columns.has(key));
    const chosen = (id) => matching !== undefined || selected.has(id);
    const all = entries.length > 0 && entries.every(({ id }) => chosen(id));
    const some = entries.some(({ id }) => chosen(id));
    return html`<table class="grid topologies cards" aria-busy=${topologies.status === "loading"} @pointerenter=${() => this.#rest(true)} @pointerleave=${() => this.#rest(false)}>
      <caption class="vh">Topologies</caption>
      <thead>
        <tr>
          <th class="c-check" scope="col">
            ${write
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
                  ${write
                    ? html`<input class="check" type="checkbox" aria-label="Select ${entry.id}" .checked=${live(chosen(entry.id))} @change=${(event) => this.app.actions.select(entry.id, event.target.checked)} />`
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
    const selected = new Set(this.state.selected);
    for (const { id } of page) {
      if (on) selected.add(id);
      else selected.delete(id);
    }
    this.app.actions.selectOnly(selected);
  }

  #foot(entries, moved) {
    const { route, topologies, matching } = this.state;
    const { query } = route;
    const { next } = topologies.data;
    const total = topologies.data.total ?? entries.length;
    const from = Math.max(0, Math.floor(Number(query.from) || 0));
    const all = filtered(query) ? `${count(total)} matching` : many(total, "topology", "topologies");
    const to = (more) => href("topologies", {}, { ...query, ...more });
    return html`<div class="foot">
      ${stripLegend()}
      ${moved > 0 ? html`<button class="linkish" type="button" @click=${() => this.#rest(false)}>${many(moved, "change")} in the order</button>` : nothing}
      ${this.state.selected.size > 0 && !matching && total > entries.length
        ? html`<button class="linkish" type="button" @click=${() => this.app.actions.selectMatching({ filter: listFilter(query), total })}>Select all ${count(total)} matching</button>`
        : nothing}
      <span class="push nowrap">${total > entries.length ? html`${count(from + 1)}–${count(from + entries.length)} of ` : nothing}${all}</span>
      ${from > 0 ? html`<a href=${to({ from: undefined, after: undefined })} @click=${toTop}>First</a>` : nothing}
      ${next ? html`<a href=${to({ from: String(from + entries.length), after: next })} @click=${toTop}>Next ${Math.min(PAGE_SIZE, Math.max(1, total - from - entries.length))}</a>` : nothing}
    </div>`;
  }

  #pick(write, operate) {
    const { topologies, selected, matching } = this.state;
    const waits = waitingFor(topologies);
    const button = (action, word, more = "") =>
      html`<button class="btn ${more}" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#perform(action)}>${word}…</button>`;
    return html`<div class="pick" role="toolbar" aria-label="Selected topologies">
      <span class="strong" role="status">${matching ? `All ${count(matching.total)} matching` : count(selected.size)} selected</span><span class="sep"></span>
      ${operate ? html`${button("pause", "Pause")}${button("resume", "Resume")}${button("run", "Run")}` : nothing}
      ${write ? html`<button class="btn opt" type="button" @click=${() => this.#label()}>Label…</button>` : nothing}
      <button class="btn opt" type="button" @click=${() => this.#export()}>Export</button>
      ${write ? button("delete", "Delete") : nothing}<span class="sep"></span>
      <button class="btn" type="button" @click=${() => this.app.actions.selectOnly([])}>Clear <kbd class="opt">Esc</kbd></button>
    </div>`;
  }
}

/** A filter as the bulk call takes it: lists where the address has one value. */
function bulkFilter({ q, state, last, label, owner, late }) {
  const list = (value) => (value === undefined || value === "" ? undefined : [].concat(value));
  return { q: q || undefined, state: list(state), last: list(last), label: list(label), owner: list(owner), late: late ? true : undefined };
}

/** The same document as the server makes of a filter, of those that were picked one by one. */
async function exported(api, ids) {
  const { write } = await import("../../words/yaml.js");
  const found = new Map();
  const waiting = [...ids];
  const worker = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) found.set(id, await api.find(id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return write({ version: 1, exported: Date.now(), topologies: ids.sort().map((id) => ({ state: found.get(id).state, topology: found.get(id).topology })) });
}

const toTop = () => scrollTo({ top: 0 });

customElements.define("epoch-topologies", Topologies);
