import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { broken, empty, pending } from "../../components/four-states.js";
import { mayAdminister } from "../../state/door.js";
import { href } from "../../state/router.js";
import { Editing, complaints } from "../edit/editing.js";
import { editor, modes, nameHelp, named } from "../edit/editor.js";
import { input } from "../edit/fields.js";
import { changes } from "../edit/side.js";
import { zoneList } from "../edit/when.js";
import { closures } from "./closures.js";
import { windows } from "./windows.js";

const BLANK = Object.freeze({ name: "", windows: [] });

/** A calendar, new or not; while it is typed, when it would be closed. */
class EditCalendar extends Element {
  static properties = { ...Element.properties, of: {} };

  #editing = new Editing(this, {
    noun: "calendar",
    may: mayAdminister,
    document: ({ calendar }) => calendar,
    load: async () => ({ base: this.of === undefined ? { calendar: BLANK } : await this.app.api.calendars.find(this.of) }),
    check: async (doc) => {
      const [report] = await Promise.allSettled([this.app.api.calendars.validate(doc)]);
      return { found: complaints(report), told: report.value?.next };
    },
    save: async (doc, { revision }) => {
      await this.app.actions.saveCalendar(doc, this.of === undefined ? undefined : revision);
      return href("calendar", { name: doc.name });
    },
    theirs: async ({ data }) => (data?.current ? { calendar: data.current, revision: data.revision } : this.app.api.calendars.find(this.of)),
  });

  willUpdate(changed) {
    if (changed.has("of") || !this.hasUpdated) this.#editing.begin(`calendar ${this.of ?? ""}`);
  }

  render() {
    const { session, now } = this.state;
    const editing = this.#editing;
    const { base, loadError, told } = editing;
    if (!mayAdminister(session)) return empty("You may look, not change", "Changing calendars needs the role ADMIN.", html`<a class="btn" href=${href("calendars")}>Calendars</a>`);
    if (loadError) return html`<section class="panel">${broken(`${this.of ?? "It"} could not be loaded`, { error: loadError }, now, () => editing.begin())}</section>`;
    if (!base) return pending("", { status: "loading" }, now, nothing);
    const back = this.of === undefined ? href("calendars") : href("calendar", { name: this.of });
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("calendars")}>Calendars</a> /${this.of ? html` <a href=${back}>${this.of}</a> /` : nothing}</p>
          <div class="title"><h1>${this.of ? `Edit ${this.of}` : "New calendar"}</h1></div>
        </div>
        ${modes(editing)}
      </div>
      <div class="cols edit">
        ${editor(editing, (form) => this.#fields(form), back)}
        <div class="stack">${closures(told ? { status: "ready", data: told } : { status: "loading" }, now)}${this.of ? changes(editing.changes, base.revision) : nothing}</div>
      </div>
    `;
  }

  #fields(form) {
    const { isNew } = this.#editing;
    return html`${named(html`
        ${input(form, "name", "Name", { width: "w6", disabled: !isNew, help: nameHelp(isNew) })}
        ${input(form, "timeZone", "Time zone", { width: "w6", optional: true, list: "zones", placeholder: this.state.cluster.data?.timeZone ?? "the server's" })}
        ${input(form, "description", "Description", { optional: true })}`)}
      ${windows(form)} ${zoneList()}`;
  }
}

customElements.define("epoch-edit-calendar", EditCalendar);
