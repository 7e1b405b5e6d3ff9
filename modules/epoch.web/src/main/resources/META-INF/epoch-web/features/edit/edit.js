import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { broken, empty } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { mayWrite } from "../../state/door.js";
import { difference } from "../../state/difference.js";
import { BLANK, place, problems, set } from "../../state/form.js";
import { href } from "../../state/router.js";
import { many } from "../../words/numbers.js";
import { ago, localZone } from "../../words/time.js";
import { settle } from "./conflict.js";
import { input } from "./fields.js";
import { changes, fires } from "./side.js";
import { about, then, what } from "./what.js";
import { when } from "./when.js";

const ASK_AFTER_MS = 250;
const MODES = [["form", "Form"], ["json", "JSON"], ["yaml", "YAML"]];

/** A topology, new or not: a form for the usual case, JSON and YAML for everything; all three show the same. */
class Edit extends Element {
  static properties = {
    ...Element.properties,
    of: {},
    doc: { state: true },
    base: { state: true },
    mode: { state: true },
    text: { state: true },
    textError: { state: true },
    found: { state: true },
    preview: { state: true },
    previewError: { state: true },
    others: { state: true },
    busy: { state: true },
    loadError: { state: true },
    tried: { state: true },
  };

  #keys;
  #timer;
  #asked = 0;
  #drafts = new Map();
  #touched = new Set();
  #yaml;

  constructor() {
    super();
    this.mode = "form";
    this.found = [];
    this.others = [];
    this.busy = false;
    this.tried = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({ "Ctrl s": () => this.#save() });
    window.addEventListener("beforeunload", this.#leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#timer);
    window.removeEventListener("beforeunload", this.#leaving);
  }

  #leaving = (event) => {
    if (this.base && this.#changes.length > 0 && !this.busy) event.preventDefault();
  };

  willUpdate(changed) {
    if (changed.has("of") || !this.hasUpdated) this.#load();
  }

  async #load() {
    this.loadError = undefined;
    this.#drafts.clear();
    if (this.of === undefined) {
      const copy = this.state.route.query.copy;
      this.base = { topology: BLANK, revision: undefined };
      this.#take(BLANK);
      if (copy) await this.#copy(copy);
      await this.updateComplete;
      this.querySelector("#f-name")?.focus();
      return;
    }
    this.doc = undefined;
    try {
      const details = await this.app.api.topologies.find(this.of);
      this.base = details;
      this.tried = true;
      this.#take(details.topology);
    } catch (error) {
      this.loadError = error;
    }
  }

  async #copy(id) {
    try {
      const { topology } = await this.app.api.topologies.find(id);
      this.#take({ ...topology, name: `${topology.name}-copy` });
    } catch (error) {
      this.loadError = error;
    }
  }

  /** Goes on with another topology, in whatever language it is shown. */
  #take(doc) {
    this.doc = doc;
    this.#write();
    this.#askSoon(0);
  }

  #write() {
    this.textError = undefined;
    if (this.mode === "json") this.text = JSON.stringify(this.doc, null, 2);
    if (this.mode === "yaml") this.text = this.#yaml.write(this.doc);
  }

  async #switch(mode) {
    if (mode === this.mode || this.textError) return;
    this.#yaml ??= await import("../../words/yaml.js");
    this.#drafts.clear();
    this.mode = mode;
    this.#write();
  }

  #typed = (event) => {
    this.text = event.target.value;
    try {
      const doc = this.mode === "json" ? JSON.parse(this.text) : this.#yaml.read(this.text);
      if (doc === null || typeof doc !== "object" || Array.isArray(doc)) throw new Error("It has to be one topology");
      this.textError = undefined;
      this.doc = doc;
      this.#askSoon();
    } catch (error) {
      this.textError = error.message;
    }
  };

  get #changes() {
    return difference(this.base.topology, this.doc);
  }

  /** What the fields of the form work with. */
  get #form() {
    const paths = [...this.#paths];
    const placed = place(this.found, paths).fields;
    return {
      doc: this.doc,
      // Nobody is told that a field is empty before they came to it.
      problem: (path) => {
        this.#paths.add(path);
        return this.tried || this.#touched.has(path) || [...this.#touched].some((each) => each.startsWith(path)) ? placed.get(path) : undefined;
      },
      set: (path, value) => {
        this.doc = set(this.doc, path, value);
        this.#askSoon();
      },
      touch: (path) => {
        this.#touched.add(path);
        this.requestUpdate();
      },
      draft: (path) => this.#drafts.get(path),
      keep: (path, value) => (value === undefined ? this.#drafts.delete(path) : this.#drafts.set(path, value)),
      redraw: () => this.requestUpdate(),
    };
  }

  // Paths of all fields that are shown; what is wrong elsewhere stands above them.
  #paths = new Set();

  #askSoon(after = ASK_AFTER_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), after);
  }

  async #ask() {
    const asked = ++this.#asked;
    const { doc } = this;
    const [preview, check] = await Promise.allSettled([
      this.app.api.cluster.preview({ trigger: doc.trigger, triggers: doc.triggers, count: 10, zone: localZone() }),
      this.app.api.topologies.validate(doc),
    ]);
    if (asked !== this.#asked) return;
    this.preview = preview.value;
    this.previewError = preview.reason && preview.reason.status !== 404 ? (preview.reason.status === 400 ? "This schedule says no time yet." : preview.reason.message) : undefined;
    // A server that cannot check says what is wrong when it is asked to save.
    if (check.value) this.found = problems(check.value.problems ?? []);
    else if (check.reason?.status === 400) this.found = problems(check.reason.problems.length > 0 ? check.reason.problems : [check.reason.message]);
  }

  #submit = (event) => {
    event.preventDefault();
    this.#save();
  };

  async #save() {
    if (this.busy || this.textError || !this.doc || !mayWrite(this.state.session)) return;
    this.tried = true;
    this.others = [];
    if (this.found.length > 0) return this.#toProblem();
    this.busy = true;
    try {
      const saved = this.of === undefined ? await this.app.actions.create(this.doc) : await this.app.actions.save(this.doc, this.base.revision);
      this.base = { ...this.base, topology: this.doc };
      this.app.router.go(href("topology", { id: saved.id }));
    } catch (error) {
      if (error.status === 412) await this.#conflict(error);
      else if (error.status === 409 && this.of === undefined) this.found = [{ field: "name", message: error.message }];
      else if (error.problems?.length > 0) this.found = problems(error.problems);
      else this.others = [error.message];
      return this.#toProblem();
    } finally {
      this.busy = false;
    }
  }

  async #conflict(error) {
    try {
      const found = error.data?.current;
      const theirs = found ? { ...found, revision: error.data.revision } : await this.app.api.topologies.find(this.of);
      const next = await settle({ base: this.base.topology, mine: this.doc, theirs: theirs.topology });
      if (!next) return;
      this.base = theirs;
      this.#drafts.clear();
      this.#take(next);
    } catch (again) {
      this.others = [again.message];
    }
  }

  async #toProblem() {
    await this.updateComplete;
    this.querySelector("[aria-invalid=true], .form [role=alert]")?.focus?.();
  }

  render() {
    const { session, now } = this.state;
    if (!mayWrite(session)) return empty("You may look, not change", "Changing topologies needs the role READ_WRITE.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
    if (this.loadError) return html`<section class="panel">${broken(`${this.of ?? "It"} could not be loaded`, { error: this.loadError }, now, () => this.#load())}</section>`;
    if (!this.doc) return nothing;
    const list = this.of === undefined ? [] : this.#changes;
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("topologies")}>Topologies</a> /${this.of ? html` <a href=${href("topology", { id: this.of })}>${this.of}</a> /` : nothing}</p>
          <div class="title"><h1>${this.of ? `Edit ${this.of}` : "New topology"}</h1>
            ${this.of && this.base.revision ? html`<span class="faint">revision ${this.base.revision}, ${ago(this.base.updated, now)}</span>` : nothing}</div>
        </div>
        <div class="btns"><span class="seg" role="group" aria-label="Editor">
          ${MODES.map(([mode, word]) => html`<button type="button" aria-pressed=${this.mode === mode} ?disabled=${Boolean(this.textError) && this.mode !== mode} title=${this.textError && this.mode !== mode ? "The text has to be right first" : nothing} @click=${() => this.#switch(mode)}>${word}</button>`)}
        </span></div>
      </div>
      <div class="cols edit">
        <form class="panel" aria-label="Topology" novalidate @submit=${this.#submit}>
          ${this.mode === "form" ? this.#fields() : this.#editor()} ${this.#savebar(list)}
        </form>
        <div class="stack">${this.preview || this.previewError ? fires(this.preview, this.previewError) : nothing}${this.of ? changes(list, this.base.revision) : nothing}</div>
      </div>
    `;
  }

  #fields() {
    const form = this.#form;
    const { cluster } = this.state;
    // Drawn first, so that it is known which fields there are.
    const parts = html`
      <section aria-labelledby="f-name-h">
        <h2 id="f-name-h">Name</h2>
        <div class="fields">${input(form, "name", "Name", { disabled: this.of !== undefined, help: this.of === undefined ? "Letters, digits, - and _. It cannot be changed later." : "A name cannot be changed." })}</div>
      </section>
      ${when(form, { serverZone: cluster.data?.timeZone })} ${what(form, { commands: cluster.data?.commandsAllowed !== false })} ${then(form)} ${about(form)}
    `;
    const elsewhere = this.tried ? place(this.found, [...this.#paths]).others : [];
    return html`<div class="form">${[...this.others, ...elsewhere].map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}${parts}</div>`;
  }

  #editor() {
    const wrong = this.textError;
    return html`<div class="form text">
      ${this.others.map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}
      <label class="vh" for="text">The topology as ${this.mode.toUpperCase()}</label>
      <textarea class="in mono" id="text" rows="30" spellcheck="false" autocapitalize="none" .value=${live(this.text)} aria-invalid=${wrong ? "true" : nothing} aria-describedby="text-wrong" @input=${this.#typed}></textarea>
      <div id="text-wrong" role="status">
        ${wrong ? html`<p class="err">${icon("bad")}<span>${wrong}</span></p>` : this.found.map(({ field, message }) => html`<p class="err">${icon("bad")}<span><code>${field}</code> ${message}</span></p>`)}
      </div>
    </div>`;
  }

  #savebar(list) {
    const shown = this.tried || this.mode !== "form" ? this.found.length : 0;
    const word = this.of === undefined ? "Create" : list.length > 0 ? `Save ${many(list.length, "change")}` : "Save";
    const why = this.busy ? "It is being saved" : this.textError ? "The text has to be right first" : this.of !== undefined && list.length === 0 ? "Nothing is changed yet" : undefined;
    return html`<div class="savebar">
      ${shown > 0 ? html`<span class="st bad" role="status">${icon("bad")}${many(shown, "field")} ${shown === 1 ? "needs" : "need"} a change</span>` : nothing}
      <span class="faint hide-s">Nothing is stored until you ${this.of === undefined ? "create it" : "save"}.</span>
      <div class="btns">
        <a class="btn" href=${this.of === undefined ? href("topologies") : href("topology", { id: this.of })}>Cancel</a>
        <button class="btn primary" type="submit" ?disabled=${why !== undefined} title=${why ?? nothing}>${word}</button>
      </div>
    </div>`;
  }
}

customElements.define("epoch-edit", Edit);
