import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { broken, empty, pending } from "../../components/four-states.js";
import { mayWrite } from "../../state/door.js";
import { blank } from "../../state/form.js";
import { href } from "../../state/router.js";
import { ago, localZone } from "../../words/time.js";
import { Editing, complaints } from "./editing.js";
import { editor, modes, nameHelp, named } from "./editor.js";
import { input } from "./fields.js";
import { changes, fires } from "./side.js";
import { about, beside, then } from "./then.js";
import { what } from "./what.js";
import { when } from "./when.js";

/** A topology, new or not: a form for the usual case, JSON and YAML for everything; all three show the same. */
class Edit extends Element {
  static properties = { ...Element.properties, of: {}, shared: { state: true } };

  #editing = new Editing(this, {
    noun: "topology",
    may: mayWrite,
    document: ({ topology }) => topology,
    load: () => this.#load(),
    check: (doc) => this.#check(doc),
    save: async (doc, base) => {
      const { actions } = this.app;
      const saved = this.of === undefined ? await actions.create(doc) : await actions.save(doc, base);
      return href("topology", { id: saved.id });
    },
    theirs: async ({ data }) => (data?.current ? { ...data.current, revision: data.revision } : this.app.api.topologies.find(this.of)),
  });

  constructor() {
    super();
    this.shared = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.#share();
  }

  /** What the form offers of what others share; without, names can still be written. */
  async #share() {
    const { calendars } = this.app.api;
    const [all, groups] = await Promise.allSettled([calendars.list(), calendars.groups()]);
    this.shared = { calendars: (all.value ?? []).map(({ calendar }) => calendar.name), groups: (groups.value ?? []).map(({ name }) => name) };
  }

  willUpdate(changed) {
    if (changed.has("of") || !this.hasUpdated) this.#editing.begin(this.of ?? `?${this.#copied ?? ""}`);
  }

  /** The topology that a new one begins as. */
  get #copied() {
    return this.of === undefined ? this.state.route.query.copy : undefined;
  }

  async #load() {
    const copied = this.#copied;
    const from = this.of ?? copied;
    const found = from === undefined ? undefined : await this.app.api.topologies.find(from);
    if (this.of !== undefined) return { base: found };
    return { base: { topology: blank({ commands: await this.#commands() }) }, doc: found && { ...found.topology, name: `${found.topology.name}-copy` } };
  }

  /** Whether this Drove runs commands, as the local one does: whoever tries Epoch there may have no images. */
  async #commands() {
    try {
      return (this.state.cluster.data ?? (await this.app.api.cluster.find())).commandsAllowed === true;
    } catch {
      return false;
    }
  }

  async #check(doc) {
    const { cluster, topologies } = this.app.api;
    const [preview, report] = await Promise.allSettled([
      cluster.preview({ trigger: doc.trigger, triggers: doc.triggers, count: 10, zone: localZone() }),
      topologies.validate(doc),
    ]);
    const { reason } = preview;
    const error = !reason || reason.status === 404 ? undefined : reason.status === 400 ? "This schedule says no time yet." : reason.message;
    return { found: complaints(report), told: { preview: preview.value, error } };
  }

  render() {
    const { session, now, cluster } = this.state;
    const editing = this.#editing;
    const { base, loadError, told } = editing;
    if (!mayWrite(session)) return empty("You may look, not change", "Changing topologies needs the role READ_WRITE, or ADMIN.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
    if (loadError) return html`<section class="panel">${broken(`${this.of ?? "It"} could not be loaded`, { error: loadError }, now, () => editing.begin())}</section>`;
    // What can be run here is known before the form asks for it.
    if (!base || cluster.status === "loading") return pending("The form could not be loaded", { status: "loading" }, now, nothing);
    const back = this.of === undefined ? this.app.router.list() : href("topology", { id: this.of });
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${this.app.router.list()}>Topologies</a> /${this.of ? html` <a href=${back}>${this.of}</a> /` : nothing}</p>
          <div class="title"><h1>${this.of ? `Edit ${this.of}` : "New topology"}</h1>
            ${this.of && base.revision ? html`<span class="faint">revision ${base.revision}, ${ago(base.updated, now)}</span>` : nothing}</div>
        </div>
        ${modes(editing)}
      </div>
      <div class="cols edit">
        ${editor(editing, (form) => this.#fields(form), back)}
        <div class="stack">${told?.preview || told?.error ? fires(told.preview, told.error) : nothing}${this.of ? changes(editing.changes, base.revision) : nothing}</div>
      </div>
    `;
  }

  #fields(form) {
    const { cluster } = this.state;
    const { isNew } = this.#editing;
    return html`${named(input(form, "name", "Name", { disabled: !isNew, help: nameHelp(isNew) }))}
      ${when(form, { serverZone: cluster.data?.timeZone })} ${what(form, { commands: cluster.data?.commandsAllowed !== false })} ${then(form)} ${beside(form, this.shared)} ${about(form)}`;
  }
}

customElements.define("epoch-edit", Edit);
