import { html, nothing } from "lit";
import { ask, choice } from "../../components/dialog.js";
import { Element } from "../../components/element.js";
import { broken, empty, pending } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { savebar } from "../../components/savebar.js";
import { mayAdminister } from "../../state/door.js";
import { createDraft } from "../../state/draft.js";
import { problems } from "../../state/form.js";
import { href } from "../../state/router.js";
import { input } from "../edit/fields.js";
import { zoneList } from "../edit/when.js";
import { changes } from "../edit/side.js";
import { closures } from "./closures.js";
import { windows } from "./windows.js";

const ASK_AFTER_MS = 250;
const MOST_ASKED = 5;
const BLANK = Object.freeze({ name: "", windows: [] });

/** A calendar, new or not, in a form; while it is typed, when it would be closed. */
class EditCalendar extends Element {
  static properties = { ...Element.properties, of: {}, base: { state: true }, others: { state: true }, busy: { state: true }, loadError: { state: true }, coming: { state: true } };

  #keys;
  #timer;
  #asked = 0;
  #unnamed = false;
  #draft = createDraft({ changed: () => this.requestUpdate(), edited: (soon) => this.#askSoon(soon ? 0 : ASK_AFTER_MS) });

  constructor() {
    super();
    this.others = [];
    this.busy = false;
    this.coming = { status: "loading" };
  }

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({ "Ctrl s": () => this.#save(), "Ctrl z": () => this.#draft.back() || this.app.actions.say("There is nothing to take back in this form.") });
    window.addEventListener("beforeunload", this.#leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
    clearTimeout(this.#timer);
    window.removeEventListener("beforeunload", this.#leaving);
  }

  #leaving = (event) => {
    if (this.base && this.#draft.changes.length > 0 && !this.busy) event.preventDefault();
  };

  willUpdate(changed) {
    if (changed.has("of") || !this.hasUpdated) this.#load();
  }

  updated() {
    const name = this.#unnamed && this.querySelector("#f-name");
    if (!name) return;
    this.#unnamed = false;
    name.focus();
  }

  async #load() {
    this.base = undefined;
    this.loadError = undefined;
    try {
      const details = this.of === undefined ? { calendar: BLANK } : await this.app.api.calendars.find(this.of);
      this.base = details;
      this.#unnamed = this.of === undefined;
      this.#draft.begin(details.calendar, details.calendar, this.of !== undefined);
    } catch (error) {
      this.loadError = error;
    }
  }

  #askSoon(after) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), after);
  }

  async #ask() {
    const asked = ++this.#asked;
    const { doc } = this.#draft;
    let report;
    let error;
    try {
      report = await this.app.api.calendars.validate(doc);
    } catch (thrown) {
      error = thrown;
    }
    if (asked !== this.#asked) return;
    if (report?.next) this.coming = { status: "ready", data: report.next };
    this.#draft.check(doc, problems(report?.problems ?? (error?.status === 400 ? (error.problems.length > 0 ? error.problems : [error.message]) : [])));
  }

  #submit = (event) => {
    event.preventDefault();
    this.#save();
  };

  async #save() {
    const draft = this.#draft;
    if (this.busy || !this.base || !mayAdminister(this.state.session)) return;
    draft.try();
    this.others = [];
    this.busy = true;
    try {
      for (let i = 0; i < MOST_ASKED && !draft.isChecked; i++) await this.#ask();
      if (draft.found.length > 0) return;
      await this.app.actions.saveCalendar(draft.doc, this.of === undefined ? undefined : this.base.revision);
      draft.rebase(draft.doc);
      this.app.router.go(href("calendar", { name: draft.doc.name }));
    } catch (error) {
      if (error.status === 412) await this.#conflict(error);
      else if (error.status === 409 && this.of === undefined) draft.check(draft.doc, [{ field: "name", message: error.message }]);
      else if (error.problems?.length > 0) draft.check(draft.doc, problems(error.problems));
      else this.others = [error.message];
    } finally {
      this.busy = false;
      await this.updateComplete;
      this.querySelector("[aria-invalid=true], .form [role=alert]")?.focus?.();
    }
  }

  /** Somebody else was faster: shows what they have, and lets one choose. */
  async #conflict(error) {
    const { current, revision } = error.data ?? {};
    if (!current) {
      this.others = [error.message];
      return;
    }
    const typed = await ask({
      title: "Somebody changed it meanwhile",
      body: html`<p class="muted">Nothing is saved yet.</p>${choice("how", "Go on with", [["mine", "Yours", "what they changed is undone"], ["theirs", "Theirs", "your changes are dropped"]])}`,
      verb: "Go on",
    });
    if (!typed) return;
    this.base = { ...this.base, calendar: current, revision };
    if (typed.how === "theirs") this.#draft.begin(current, current, true);
    else this.#draft.rebase(current);
  }

  render() {
    const { session, now } = this.state;
    if (!mayAdminister(session)) return empty("You may look, not change", "Changing calendars needs the role ADMIN.", html`<a class="btn" href=${href("calendars")}>Calendars</a>`);
    if (this.loadError) return html`<section class="panel">${broken(`${this.of ?? "It"} could not be loaded`, { error: this.loadError }, now, () => this.#load())}</section>`;
    if (!this.base) return pending("", { status: "loading" }, now, nothing);
    const list = this.of === undefined ? [] : this.#draft.changes;
    const { form } = this.#draft;
    // Drawn first, so that it is known which fields there are.
    const parts = html`
      <section aria-labelledby="f-name-h">
        <h2 id="f-name-h">Name</h2>
        <div class="fields">
          ${input(form, "name", "Name", { width: "w6", disabled: this.of !== undefined, help: this.of === undefined ? "Letters, digits, - and _. It cannot be changed later." : "A name cannot be changed." })}
          ${input(form, "timeZone", "Time zone", { width: "w6", optional: true, list: "zones", placeholder: this.state.cluster.data?.timeZone ?? "the server's" })}
          ${input(form, "description", "Description", { optional: true })}
        </div>
      </section>
      ${windows(form)} ${zoneList()}
    `;
    return html`
      <div class="head"><div>
        <p class="crumb"><a href=${href("calendars")}>Calendars</a> /${this.of ? html` <a href=${href("calendar", { name: this.of })}>${this.of}</a> /` : nothing}</p>
        <div class="title"><h1>${this.of ? `Edit ${this.of}` : "New calendar"}</h1></div>
      </div></div>
      <div class="cols edit">
        <form class="panel" aria-label="Calendar" novalidate @submit=${this.#submit}>
          <div class="form">${[...this.others, ...this.#draft.elsewhere].map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}${parts}</div>
          ${this.#savebar(list)}
        </form>
        <div class="stack">${closures(this.coming, now)}${this.of ? changes(list, this.base.revision) : nothing}</div>
      </div>
    `;
  }

  #savebar(list) {
    const { tried, found } = this.#draft;
    return savebar({
      created: this.of !== undefined,
      wrong: tried ? found.length : 0,
      changes: list.length,
      waits: this.busy ? "It is being saved" : undefined,
      back: this.of === undefined ? href("calendars") : href("calendar", { name: this.of }),
    });
  }
}

customElements.define("epoch-edit-calendar", EditCalendar);
