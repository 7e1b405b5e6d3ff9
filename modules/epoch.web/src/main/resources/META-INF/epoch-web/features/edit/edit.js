import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { broken, empty, pending } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { savebar } from "../../components/savebar.js";
import { mayWrite } from "../../state/door.js";
import { createDraft } from "../../state/draft.js";
import { BLANK, problems } from "../../state/form.js";
import { href } from "../../state/router.js";
import { ago, localZone } from "../../words/time.js";
import { settle } from "./conflict.js";
import { input } from "./fields.js";
import { changes, fires } from "./side.js";
import { about, beside, then } from "./then.js";
import { what } from "./what.js";
import { when } from "./when.js";

const ASK_AFTER_MS = 250;
const MOST_ASKED = 5;
const MODES = [["form", "Form"], ["json", "JSON"], ["yaml", "YAML"]];

/** A topology, new or not: a form for the usual case, JSON and YAML for everything; all three show the same. */
class Edit extends Element {
  static properties = {
    ...Element.properties,
    of: {},
    base: { state: true },
    mode: { state: true },
    text: { state: true },
    textError: { state: true },
    preview: { state: true },
    previewError: { state: true },
    others: { state: true },
    busy: { state: true },
    loadError: { state: true },
    shared: { state: true },
  };

  #keys;
  #timer;
  #asked = 0;
  #loads = 0;
  #key;
  #cancelled = false;
  #unnamed = false;
  // The topology as it is edited; nothing as long as it is not loaded.
  #draft = createDraft({
    changed: () => this.requestUpdate(),
    edited: (soon) => {
      if (soon) this.#write();
      this.#askSoon(soon ? 0 : ASK_AFTER_MS);
    },
  });
  #yaml;

  constructor() {
    super();
    this.mode = "form";
    this.others = [];
    this.busy = false;
    this.shared = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({ "Ctrl s": () => this.#save(), "Ctrl z": () => this.#draft.back() || this.app.actions.say("There is nothing to take back in this form.") });
    window.addEventListener("beforeunload", this.#leaving);
    this.#share();
  }

  /** What the form offers of what others share; without, names can still be written. */
  async #share() {
    const { calendars } = this.app.api;
    const [all, groups] = await Promise.allSettled([calendars.list(), calendars.groups()]);
    this.shared = { calendars: (all.value ?? []).map(({ calendar }) => calendar.name), groups: (groups.value ?? []).map(({ name }) => name) };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#timer);
    this.#keep();
    window.removeEventListener("beforeunload", this.#leaving);
  }

  #leaving = (event) => {
    if (this.base && this.#draft.changes.length > 0 && !this.busy) event.preventDefault();
  };

  willUpdate(changed) {
    if (!changed.has("of") && this.hasUpdated) return;
    if (this.hasUpdated) this.#keep();
    this.#load();
  }

  /** Who goes to another page and comes back finds what they had not saved; who cancels does not. */
  #keep() {
    const { session } = this.state;
    // A session that ended by itself goes on behind the login; who signed out is gone.
    if (this.#key === undefined || !this.base || (session.status === "out" && !session.ended)) return;
    const changed = !this.#cancelled && this.#draft.changes.length > 0;
    if (changed || this.state.drafts[this.#key]) this.app.actions.keepDraft(this.#key, changed ? { doc: this.#draft.doc, base: this.base } : undefined);
  }

  updated() {
    // Whoever makes a new one begins with its name.
    const name = this.#unnamed && this.querySelector("#f-name");
    if (!name) return;
    this.#unnamed = false;
    name.focus();
  }

  async #load() {
    this.loadError = undefined;
    this.#cancelled = false;
    const asked = ++this.#loads;
    const { copy } = this.state.route.query;
    const from = this.of ?? copy;
    this.#key = this.of ?? `?${copy ?? ""}`;
    const draft = this.state.drafts[this.#key];
    if (draft) {
      this.base = draft.base;
      this.#draft.begin(draft.base.topology, draft.doc, this.of !== undefined);
      this.app.actions.say("What you had not saved is here again.");
      return;
    }
    this.base = undefined;
    try {
      const details = from === undefined ? undefined : await this.app.api.topologies.find(from);
      if (asked !== this.#loads) return;
      this.#unnamed = this.of === undefined;
      this.base = this.of === undefined ? { topology: BLANK, revision: undefined } : details;
      const { topology } = details ?? this.base;
      this.#draft.begin(this.base.topology, copy && this.of === undefined ? { ...topology, name: `${topology.name}-copy` } : topology, this.of !== undefined);
    } catch (error) {
      this.loadError = error;
    }
  }

  #write() {
    this.textError = undefined;
    if (this.mode === "json") this.text = JSON.stringify(this.#draft.doc, null, 2);
    if (this.mode === "yaml") this.text = this.#yaml.write(this.#draft.doc);
  }

  async #switch(mode) {
    if (mode === this.mode || this.textError) return;
    this.#yaml ??= await import("../../words/yaml.js");
    this.mode = mode;
    this.#draft.take(this.#draft.doc);
  }

  #typed = (event) => {
    this.text = event.target.value;
    try {
      const doc = this.mode === "json" ? JSON.parse(this.text) : this.#yaml.read(this.text);
      if (doc === null || typeof doc !== "object" || Array.isArray(doc)) throw new Error("It has to be one topology");
      this.textError = undefined;
      this.#draft.write(doc);
    } catch (error) {
      this.textError = error.message;
    }
  };

  #askSoon(after) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), after);
  }

  async #ask() {
    const asked = ++this.#asked;
    const { doc } = this.#draft;
    const [preview, check] = await Promise.allSettled([
      this.app.api.cluster.preview({ trigger: doc.trigger, triggers: doc.triggers, count: 10, zone: localZone() }),
      this.app.api.topologies.validate(doc),
    ]);
    if (asked !== this.#asked) return;
    this.preview = preview.value;
    this.previewError = preview.reason && preview.reason.status !== 404 ? (preview.reason.status === 400 ? "This schedule says no time yet." : preview.reason.message) : undefined;
    // A server that cannot check says what is wrong when it is asked to save.
    if (check.value) this.#draft.check(doc, problems(check.value.problems ?? []));
    else if (check.reason?.status === 400) this.#draft.check(doc, problems(check.reason.problems.length > 0 ? check.reason.problems : [check.reason.message]));
    else this.#draft.check(doc, []);
  }

  #submit = (event) => {
    event.preventDefault();
    this.#save();
  };

  async #save() {
    const draft = this.#draft;
    if (this.busy || this.textError || !this.base || !mayWrite(this.state.session)) return;
    draft.try();
    this.others = [];
    this.busy = true;
    try {
      // Whoever types and saves at once is not told what was wrong before.
      for (let i = 0; i < MOST_ASKED && !draft.isChecked; i++) await this.#ask();
      if (draft.found.length > 0) return;
      const saved = this.of === undefined ? await this.app.actions.create(draft.doc) : await this.app.actions.save(draft.doc, this.base);
      draft.rebase(draft.doc);
      this.app.router.go(href("topology", { id: saved.id }));
    } catch (error) {
      if (error.status === 412) await this.#conflict(error);
      else if (error.status === 409 && this.of === undefined) draft.check(draft.doc, [{ field: "name", message: error.message }]);
      else if (error.problems?.length > 0) draft.check(draft.doc, problems(error.problems));
      else this.others = [error.message];
    } finally {
      this.busy = false;
      this.#toProblem();
    }
  }

  async #conflict(error) {
    try {
      const found = error.data?.current;
      const theirs = found ? { ...found, revision: error.data.revision } : await this.app.api.topologies.find(this.of);
      const next = await settle({ base: this.base.topology, mine: this.#draft.doc, theirs: theirs.topology });
      if (!next) return;
      this.base = theirs;
      this.#draft.rebase(theirs.topology);
      this.#draft.take(next);
    } catch (again) {
      this.others = [again.message];
    }
  }

  async #toProblem() {
    if (this.#draft.found.length + this.others.length === 0) return;
    await this.updateComplete;
    this.querySelector("[aria-invalid=true], .form [role=alert]")?.focus?.();
  }

  render() {
    const { session, now } = this.state;
    if (!mayWrite(session)) return empty("You may look, not change", "Changing topologies needs the role READ_WRITE, or ADMIN.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
    if (this.loadError) return html`<section class="panel">${broken(`${this.of ?? "It"} could not be loaded`, { error: this.loadError }, now, () => this.#load())}</section>`;
    // What can be run here is known before the form asks for it.
    if (!this.base || this.state.cluster.status === "loading") return pending("The form could not be loaded", { status: "loading" }, now, nothing);
    const list = this.of === undefined ? [] : this.#draft.changes;
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
    const { form } = this.#draft;
    const { cluster } = this.state;
    // Drawn first, so that it is known which fields there are.
    const parts = html`
      <section aria-labelledby="f-name-h">
        <h2 id="f-name-h">Name</h2>
        <div class="fields">${input(form, "name", "Name", { disabled: this.of !== undefined, help: this.of === undefined ? "Letters, digits, - and _. It cannot be changed later." : "A name cannot be changed." })}</div>
      </section>
      ${when(form, { serverZone: cluster.data?.timeZone })} ${what(form, { commands: cluster.data?.commandsAllowed !== false })} ${then(form)} ${beside(form, this.shared)} ${about(form)}
    `;
    return html`<div class="form">${[...this.others, ...this.#draft.elsewhere].map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}${parts}</div>`;
  }

  #editor() {
    const wrong = this.textError;
    return html`<div class="form text">
      ${this.others.map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}
      <label class="vh" for="text">The topology as ${this.mode.toUpperCase()}</label>
      <textarea class="in mono" id="text" rows="30" spellcheck="false" autocapitalize="none" .value=${live(this.text)} aria-invalid=${wrong ? "true" : nothing} aria-describedby="text-wrong" @input=${this.#typed}></textarea>
      <div id="text-wrong" role="status">
        ${wrong ? html`<p class="err">${icon("bad")}<span>${wrong}</span></p>` : this.#draft.found.map(({ field, message }) => html`<p class="err">${icon("bad")}<span><code>${field}</code> ${message}</span></p>`)}
      </div>
    </div>`;
  }

  #savebar(list) {
    const { tried, found } = this.#draft;
    return savebar({
      created: this.of !== undefined,
      wrong: tried || this.mode !== "form" ? found.length : 0,
      changes: list.length,
      waits: this.busy ? "It is being saved" : this.textError ? "The text has to be right first" : undefined,
      back: this.of === undefined ? href("topologies") : href("topology", { id: this.of }),
      cancel: () => (this.#cancelled = true),
    });
  }
}

customElements.define("epoch-edit", Edit);
