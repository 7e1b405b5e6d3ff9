import { html, nothing } from "lit";
import { diff } from "../../components/diff.js";
import { ask } from "../../components/dialog.js";
import { Element } from "../../components/element.js";
import { empty } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { mayWrite } from "../../state/door.js";
import { href } from "../../state/router.js";
import { many } from "../../words/numbers.js";

const MODES = [
  ["UPSERT", "Create and change", "what is not in the file stays"],
  ["CREATE", "Create only", "what exists stays as it is"],
  ["SYNC", "Make it the same", "what a label selects and the file lacks is deleted"],
];
const LOOKS = {
  CREATE: ["Create", "ok", "plus"], UPDATE: ["Change", "run", "done"], UNCHANGED: ["Same", "idle", "cancel"], DELETE: ["Delete", "bad", "deleted"], REFUSED: ["Refused", "bad", "bad"],
};

/** A file of topologies: what it would change, then the change. */
class Import extends Element {
  static properties = { ...Element.properties, text: { state: true }, name: { state: true }, mode: { state: true }, paused: { state: true }, prune: { state: true }, dry: { state: true }, error: { state: true }, busy: { state: true } };

  #keys;

  constructor() {
    super();
    this.text = "";
    this.mode = "UPSERT";
    this.paused = false;
    this.prune = "";
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({ Escape: () => this.app.router.go(href("topologies")) });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  get #query() {
    return { mode: this.mode, paused: this.paused || undefined, prune: this.mode === "SYNC" ? this.prune : undefined };
  }

  async #open(event) {
    const [file] = event.target.files;
    if (!file) return;
    this.name = file.name;
    this.text = await file.text();
    this.#check();
  }

  #set(patch) {
    Object.assign(this, patch, { dry: undefined });
  }

  async #check() {
    if (this.busy || this.text.trim() === "") return;
    this.busy = true;
    this.error = undefined;
    this.dry = undefined;
    try {
      this.dry = await this.app.api.topologies.import(this.text, { ...this.#query, dryRun: true });
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #do() {
    const tally = this.#tally();
    const done = await ask({
      title: `Import ${many(tally.CREATE + tally.UPDATE + tally.DELETE, "change")}?`,
      body: html`<p class="muted">${sentence(tally)}</p>`,
      undo: tally.DELETE > 0 ? "Deletes cannot be undone" : "Revisions can be restored",
      verb: "Import",
      danger: tally.DELETE > 0,
      type: tally.DELETE > 0 ? `delete ${tally.DELETE}` : undefined,
      act: () => this.app.api.topologies.import(this.text, this.#query),
    });
    if (!done) return;
    this.app.actions.say("Imported.");
    this.app.router.go(href("topologies"));
  }

  #tally() {
    const tally = { CREATE: 0, UPDATE: 0, UNCHANGED: 0, DELETE: 0, REFUSED: 0 };
    for (const { action } of this.dry.results) tally[action] = (tally[action] ?? 0) + 1;
    return tally;
  }

  render() {
    if (!mayWrite(this.state.session)) return empty("You may look, not change", "Importing needs the role READ_WRITE, or ADMIN.");
    const tally = this.dry ? this.#tally() : undefined;
    const changes = tally ? tally.CREATE + tally.UPDATE + tally.DELETE : 0;
    return html`
      <div class="head"><div><p class="crumb"><a href=${href("topologies")}>Topologies</a> /</p><h1>Import</h1><p class="meta">A file that Epoch exported, a list of topologies, or a dump of Epoch 1.14, in JSON or YAML.</p></div></div>
      <div class="cols edit">
        <form class="panel" aria-label="Import" @submit=${(event) => (event.preventDefault(), this.#check())}>
          <div class="form">
            <div class="fields">
              <div class="f"><label for="import-file">File</label><input class="in file-in" id="import-file" type="file" accept=".json,.yaml,.yml,application/json,application/yaml" @change=${this.#open} /></div>
              <div class="f"><label for="import-text">or its text</label><textarea class="in mono" id="import-text" rows="14" spellcheck="false" .value=${this.text} @input=${(event) => this.#set({ text: event.target.value, name: undefined })}></textarea></div>
            </div>
            <fieldset class="choice"><legend>How</legend>
              ${MODES.map(([value, word, more]) => html`<label><input type="radio" name="mode" value=${value} ?checked=${this.mode === value} @change=${() => this.#set({ mode: value })} /><span><span class="strong">${word}</span> <span class="muted">${more}</span></span></label>`)}
            </fieldset>
            ${this.mode === "SYNC" ? html`<div class="f"><label for="import-prune">Label of what may be deleted</label><input class="in" id="import-prune" required placeholder="managed-by=git" .value=${this.prune} @input=${(event) => this.#set({ prune: event.target.value })} /></div>` : nothing}
            <label><input class="check" type="checkbox" .checked=${this.paused} @change=${(event) => this.#set({ paused: event.target.checked })} /> What is new starts paused</label>
          </div>
          <div class="savebar"><span class="faint hide-s">Nothing is changed by looking.</span><div class="btns">
            <a class="btn" href=${href("topologies")}>Cancel</a>
            <button class="btn ${this.dry ? "" : "primary"}" type="submit" ?disabled=${this.busy || this.text.trim() === ""} title=${this.text.trim() === "" ? "Choose a file first" : nothing}>See what changes</button>
            ${this.dry ? html`<button class="btn primary" type="button" ?disabled=${changes === 0} title=${changes === 0 ? "Nothing would change" : nothing} @click=${() => this.#do()}>Import…</button>` : nothing}
          </div></div>
        </form>
        <section class="panel" aria-labelledby="h-dry" aria-live="polite">
          <header><h2 id="h-dry">What would change</h2></header>
          ${this.error
            ? html`<div class="body"><p class="err" role="alert">${icon("bad")}<span>${this.error.message}</span></p>${this.error.problems.map((problem) => html`<p class="help">${problem}</p>`)}</div>`
            : tally
              ? html`<div class="body"><p>${sentence(tally)}</p></div><ul class="results">${this.dry.results.filter(({ action }) => action !== "UNCHANGED").slice(0, 100).map((result) => this.#result(result))}</ul>`
              : html`<div class="body"><p class="muted">Choose a file; nothing is changed before you have seen what would.</p></div>`}
        </section>
      </div>
    `;
  }

  #result({ id, kind, action, problems = [], difference = [] }) {
    const [word, tone, shape] = LOOKS[action] ?? [action, "odd", "unknown"];
    return html`<li>
      <p><span class="st ${tone}">${icon(shape)}${word}</span> <span class="strong wrap">${kind === "CALENDAR" ? "calendar " : ""}${id}</span></p>
      ${problems.map((problem) => html`<p class="bad small">${typeof problem === "string" ? problem : `${problem.field}: ${problem.message}`}</p>`)}
      ${action === "UPDATE" && difference.length > 0 ? diff(difference) : nothing}
    </li>`;
  }
}

function sentence(tally) {
  const parts = [["CREATE", "created"], ["UPDATE", "changed"], ["DELETE", "deleted"], ["REFUSED", "refused"], ["UNCHANGED", "left as they are"]];
  const said = parts.filter(([key]) => tally[key] > 0).map(([key, word]) => `${tally[key]} ${word}`);
  return said.length > 0 ? `${said.join(", ")}.` : "The file has no topology.";
}

customElements.define("epoch-import", Import);
