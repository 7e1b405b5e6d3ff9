import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { closeMenu, menu } from "../../components/menu.js";
import { href } from "../../state/router.js";
import { count } from "../../words/numbers.js";
import { look } from "../../words/states.js";
import { COLUMNS } from "./columns.js";

const TABS = [
  ["All", "all", {}],
  ["Failing", "failing", { last: "FAILED" }, look("run", "FAILED")],
  ["Running", "running", { last: "RUNNING" }, look("run", "RUNNING")],
  ["Late", "late", { late: "true" }, { shape: "late", tone: "warn" }],
  ["Paused", "paused", { state: "PAUSED" }, look("topology", "PAUSED")],
];
const LAST = ["SUCCESSFUL", "COMPLETED", "FAILED", "RUNNING", "SKIPPED"];
const STATES = ["ACTIVE", "PAUSED"];
const SORTS = [
  ["attention", "attention first"], ["name", "name"], ["next", "next fire"], ["-updated", "last change"], ["-duration", "longest first"], ["owner", "owner"],
];
const NOTHING = { q: undefined, state: undefined, last: undefined, label: undefined, owner: undefined, late: undefined };

export const filtered = (query) => Object.keys(NOTHING).some((key) => query[key]);
export const CLEAR = NOTHING;

/** The filters most often wanted, with how many there are. */
export function tabs(counts, query) {
  return html`<nav class="tabs" aria-label="Quick filters">
    ${TABS.map(([word, key, filter, state]) => {
      const here = ["state", "last", "late"].every((each) => (query[each] ?? "") === (filter[each] ?? ""));
      const more = { ...query, state: undefined, last: undefined, late: undefined, after: undefined, from: undefined, sel: undefined, ...filter };
      return html`<a href=${href("topologies", {}, more)} aria-current=${here ? "true" : nothing}>
        ${state ? icon(state.shape, state.tone) : nothing}${word}${counts?.[key] === undefined ? nothing : html` <span class="faint">${count(counts[key])}</span>`}
      </a>`;
    })}
  </nav>`;
}

/** Search, filters, order and columns. `set` changes the address. */
export function bar({ query, text: searched, set, typing, columns, onColumn }) {
  const one = (key, word, options, words) =>
    menu(
      query[key] ? `${word} is ${words(query[key])}` : word,
      html`<fieldset><legend>${word}</legend>
        ${["", ...options].map(
          (value) => html`<label><input type="radio" name="filter-${key}" .checked=${live((query[key] ?? "") === value)} @change=${(event) => (set({ [key]: value }), closeMenu(event))} />
            ${value ? words(value) : "Any"}</label>`,
        )}
      </fieldset>`,
      { on: Boolean(query[key]) },
    );
  const text = (key, word, placeholder) =>
    menu(
      query[key] ? `${word} ${query[key].replaceAll(",", ", ")}` : word,
      html`<form @submit=${(event) => (event.preventDefault(), set({ [key]: new FormData(event.target).get("value").trim() }), closeMenu(event))}>
        <label class="label" for="filter-${key}">${word}</label>
        <input class="in" id="filter-${key}" name="value" placeholder=${placeholder} .value=${query[key] ?? ""} autocomplete="off" spellcheck="false" />
        <div class="btns"><button class="btn primary" type="submit">Filter</button>
          ${query[key] ? html`<button class="btn" type="button" @click=${(event) => (set({ [key]: undefined }), closeMenu(event))}>Any</button>` : nothing}</div>
      </form>`,
      { on: Boolean(query[key]) },
    );
  return html`<div class="bar">
    <label class="search">
      <span class="vh">Search topologies</span>
      ${icon("search")}
      <input class="in" type="search" data-search placeholder="Name, image or label" autocomplete="off" spellcheck="false" .value=${live(searched)} @input=${typing} />
      <kbd aria-hidden="true">/</kbd>
    </label>
    ${one("state", "State", STATES, (value) => look("topology", value).word.toLowerCase())}
    ${one("last", "Last result", LAST, (value) => look("run", value).word.toLowerCase())}
    ${text("label", "Label", "env=production")} ${text("owner", "Owner", "payments")}
    ${filtered(query) ? html`<button class="btn quiet" type="button" @click=${() => set(NOTHING)}>Clear filters</button>` : nothing}
    <span class="end btns">
      <label class="sort"
        ><span>Sort</span>
        <select class="in" .value=${live(query.sort ?? "attention")} @change=${(event) => set({ sort: event.target.value === "attention" ? undefined : event.target.value })}>
          ${sorts(query.sort).map(([value, word]) => html`<option value=${value} ?selected=${value === (query.sort ?? "attention")}>${word}</option>`)}
        </select></label
      >
      ${menu(
        "Columns",
        html`<fieldset><legend>Columns</legend>
          ${COLUMNS.filter(({ key }) => key !== "name").map(
            ({ key, word }) => html`<label><input type="checkbox" .checked=${live(columns.has(key))} @change=${(event) => onColumn(key, event.target.checked)} /> ${word}</label>`,
          )}
        </fieldset>`,
        { quiet: true, className: "opt2 from-right" },
      )}
    </span>
  </div>`;
}

// An order that a heading gave is one of the orders, too.
function sorts(now) {
  if (!now || SORTS.some(([value]) => value === now)) return SORTS;
  const column = COLUMNS.find(({ sort }) => sort?.replace(/^-/, "") === now.replace(/^-/, ""));
  return [...SORTS, [now, `${column?.word.toLowerCase() ?? now}${now.startsWith("-") ? ", reversed" : ""}`]];
}
