import { createDraft } from "../../state/draft.js";
import { problems } from "../../state/form.js";
import { settle } from "./conflict.js";

const ASK_AFTER_MS = 250;
const MOST_ASKED = 5;

/**
 * What pages with a form have in common, whatever they edit: a draft that is found again by who left without saving, checked while they
 * type, seen as a form, as JSON or as YAML, and saved once nothing is wrong with it. A controller of the page's element, of which `of` is
 * the name of what is edited, or undefined for something new.
 */
export class Editing {
  /** What is edited as it was loaded, with its revision; undefined as long as it is not there. */
  base;
  loadError;
  /** What the last check told besides what is wrong, for the page to show. */
  told;
  busy = false;
  /** What went wrong with no field for it. */
  others = [];
  mode = "form";
  text;
  textError;

  draft = createDraft({
    changed: () => this.#host.requestUpdate(),
    edited: (soon) => {
      if (soon) this.#write();
      this.#askSoon(soon ? 0 : ASK_AFTER_MS);
    },
  });

  #host;
  #of;
  #forgetKeys;
  #timer;
  #asked = 0;
  #loads = 0;
  #key;
  #cancelled = false;
  #unnamed = false;
  #yaml;

  /**
   * @param {import("lit").LitElement & {app: object, of?: string}} host
   * @param {object} of
   * @param {string} of.noun what it is, in a word
   * @param {(session: object) => boolean} of.may who may change it
   * @param {(base: object) => object} of.document the document within what is loaded
   * @param {() => Promise<{base: object, doc?: object}>} of.load answers what is edited, and with what to begin if that is another document
   * @param {(doc: object) => Promise<{found: object[], told?: any}>} of.check
   * @param {(doc: object, base: object) => Promise<string>} of.save answers the address where to go then
   * @param {(error: import("../../api/client.js").ApiError) => Promise<object>} of.theirs answers what somebody else saved meanwhile
   */
  constructor(host, of) {
    this.#host = host;
    this.#of = of;
    host.addController(this);
  }

  get noun() {
    return this.#of.noun;
  }

  get isNew() {
    return this.#host.of === undefined;
  }

  /** What would be saved of something that is there already. */
  get changes() {
    return this.isNew ? [] : this.draft.changes;
  }

  hostConnected() {
    const { app } = this.#host;
    this.#forgetKeys = app.keys.add({ "Ctrl s": this.save, "Ctrl z": this.#back });
    window.addEventListener("beforeunload", this.#leaving);
  }

  hostDisconnected() {
    this.#forgetKeys();
    clearTimeout(this.#timer);
    this.#keep();
    window.removeEventListener("beforeunload", this.#leaving);
  }

  hostUpdated() {
    // Whoever makes a new one begins with its name.
    const name = this.#unnamed && this.#host.querySelector("#f-name");
    if (!name) return;
    this.#unnamed = false;
    name.focus();
  }

  #leaving = (event) => {
    if (this.base && this.draft.changes.length > 0 && !this.busy) event.preventDefault();
  };

  /** Who goes to another page and comes back finds what they had not saved; who cancels does not. */
  #keep() {
    const { session, drafts } = this.#host.state;
    // A session that ended by itself goes on behind the login; who signed out is gone.
    if (this.#key === undefined || !this.base || (session.status === "out" && !session.ended)) return;
    const changed = !this.#cancelled && this.draft.changes.length > 0;
    if (changed || drafts[this.#key]) this.#host.app.actions.keepDraft(this.#key, changed ? { doc: this.draft.doc, base: this.base } : undefined);
  }

  /** Takes back what was typed last, unless that is being saved already. */
  #back = () => {
    const { actions } = this.#host.app;
    if (this.busy) actions.say("It is being saved.");
    else if (!this.draft.back()) actions.say("There is nothing to take back in this form.");
  };

  /** Cancels: nothing is kept. */
  cancel = () => {
    this.#cancelled = true;
  };

  /** Begins, or begins again; `key` names the draft among others. */
  async begin(key = this.#key) {
    this.#keep();
    this.#key = key;
    this.#cancelled = false;
    this.base = undefined;
    this.loadError = undefined;
    this.#host.requestUpdate();
    const asked = ++this.#loads;
    const { document, load } = this.#of;
    const kept = this.#host.state.drafts[key];
    try {
      const { base, doc } = kept ?? (await load());
      if (asked !== this.#loads) return;
      this.base = base;
      this.#unnamed = this.isNew && !kept;
      this.draft.begin(document(base), doc ?? document(base), !this.isNew);
      if (kept) this.#host.app.actions.say("What you had not saved is here again.");
    } catch (error) {
      if (asked !== this.#loads) return;
      this.loadError = error;
      this.#host.requestUpdate();
    }
  }

  #write() {
    this.textError = undefined;
    if (this.mode === "json") this.text = JSON.stringify(this.draft.doc, null, 2);
    if (this.mode === "yaml") this.text = this.#yaml.write(this.draft.doc);
  }

  /** Shows the same in another way: `form`, `json` or `yaml`. */
  async show(mode) {
    if (mode === this.mode || this.textError) return;
    this.#yaml ??= await import("../../words/yaml.js");
    this.mode = mode;
    this.draft.take(this.draft.doc);
  }

  /** Takes the whole as somebody wrote it. */
  typed = (event) => {
    this.text = event.target.value;
    try {
      const doc = this.mode === "json" ? JSON.parse(this.text) : this.#yaml.read(this.text);
      if (doc === null || typeof doc !== "object" || Array.isArray(doc)) throw new Error(`It has to be one ${this.noun}`);
      this.textError = undefined;
      this.draft.write(doc);
    } catch (error) {
      this.textError = error.message;
      this.#host.requestUpdate();
    }
  };

  #askSoon(after) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), after);
  }

  async #ask() {
    const asked = ++this.#asked;
    const { doc } = this.draft;
    const { found, told } = await this.#of.check(doc);
    if (asked !== this.#asked) return;
    this.told = told ?? this.told;
    this.draft.check(doc, found);
  }

  save = async (event) => {
    event?.preventDefault();
    const { draft } = this;
    if (this.busy || this.textError || !this.base || !this.#of.may(this.#host.state.session)) return;
    this.others = [];
    this.busy = true;
    draft.try();
    try {
      // Whoever types and saves at once is not told what was wrong before.
      for (let i = 0; i < MOST_ASKED && !draft.isChecked; i++) await this.#ask();
      if (draft.found.length > 0) return;
      const there = await this.#of.save(draft.doc, this.base);
      draft.rebase(draft.doc);
      this.#host.app.router.go(there);
    } catch (error) {
      await this.#refused(error);
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
      this.#toProblem();
    }
  };

  async #refused(error) {
    if (error.status === 412) await this.#conflict(error);
    else if (error.status === 409 && this.isNew) this.draft.check(this.draft.doc, [{ field: "name", message: error.message }]);
    else if (error.problems?.length > 0) this.draft.check(this.draft.doc, problems(error.problems));
    else this.others = [error.message];
  }

  async #conflict(error) {
    try {
      const theirs = await this.#of.theirs(error);
      const doc = this.#of.document(theirs);
      const next = await settle({ base: this.draft.base, mine: this.draft.doc, theirs: doc });
      if (!next) return;
      this.base = theirs;
      this.draft.rebase(doc);
      this.draft.take(next);
    } catch (again) {
      this.others = [again.message];
    }
  }

  async #toProblem() {
    if (this.draft.found.length + this.others.length === 0) return;
    await this.#host.updateComplete;
    this.#host.querySelector("[aria-invalid=true], .form [role=alert]")?.focus?.();
  }
}

/** What is wrong, as a settled check tells it. A server that cannot check says it when it is asked to save. */
export function complaints({ value, reason }) {
  if (value) return problems(value.problems ?? []);
  if (reason?.status !== 400) return [];
  return problems(reason.problems.length > 0 ? reason.problems : [reason.message]);
}
