import { html, nothing } from "lit";
import { confirmMany, failure } from "../../components/confirm.js";
import { ask, field } from "../../components/dialog.js";
import { waitingFor } from "../../components/four-states.js";
import { save } from "../../components/save.js";
import { listFilter } from "../../state/pages.js";
import { count } from "../../words/numbers.js";

const AT_ONCE = 4;

/** What can be done with the topologies that are chosen, as a bar that floats; `perform` does one of the actions. */
export function chosenBar(app, { write, operate, perform }) {
  const { topologies } = app.store.get();
  const { ids, matching } = app.selection.now;
  const waits = waitingFor(topologies);
  const button = (action, word) => html`<button class="btn" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => perform(action)}>${word}…</button>`;
  return html`<div class="pick" role="toolbar" aria-label="Selected topologies">
    <span class="strong" role="status">${matching ? everything(topologies.data?.total) : count(ids.size)} selected</span><span class="sep"></span>
    ${operate ? html`${button("pause", "Pause")}${button("resume", "Resume")}${button("run", "Run")}` : nothing}
    ${write ? html`<button class="btn opt" type="button" @click=${() => label(app)}>Label…</button>` : nothing}
    <button class="btn opt" type="button" @click=${() => exportThem(app)}>Export</button>
    ${write ? button("delete", "Delete") : nothing}<span class="sep"></span>
    <button class="btn" type="button" @click=${() => app.selection.clear()}>Clear <kbd class="opt">Esc</kbd></button>
  </div>`;
}

const everything = (total) => (total === undefined ? "All matching" : `All ${count(total)} matching`);

/** Whom a change of many concerns, as the bulk call takes it. */
export function target(app) {
  const { ids, matching } = app.selection.now;
  return matching ? { filter: bulkFilter(filter(app)) } : { ids: [...ids] };
}

const filter = (app) => listFilter(app.store.get().route.query);

/** A filter as the bulk call takes it: lists where the address has one value. */
function bulkFilter({ q, state, last, label: labels, owner, late }) {
  const list = (value) => (value === undefined || value === "" ? undefined : [].concat(value));
  return { q: q || undefined, state: list(state), last: list(last), label: list(labels), owner: list(owner), late: late ? true : undefined };
}

async function label(app) {
  const typed = await ask({
    title: "Which label?",
    body: html`<div class="fields">${field("key", "Label", { required: true, width: "w6", placeholder: "env" })}${field("value", "Value", { width: "w6", optional: true, placeholder: "production", help: "Without a value, the label is taken away." })}</div>`,
    verb: "See what changes",
  });
  if (typed) await confirmMany(app, "label", target(app), { labels: { [typed.key.trim()]: typed.value.trim() || null } });
}

async function exportThem(app) {
  const { topologies } = app.api;
  const { ids, matching } = app.selection.now;
  try {
    const text = matching ? await topologies.export("yaml", filter(app)) : await exported(topologies, [...ids]);
    save("topologies.yaml", new Blob([text], { type: "application/yaml" }));
  } catch (error) {
    await failure("The export failed", error);
  }
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
