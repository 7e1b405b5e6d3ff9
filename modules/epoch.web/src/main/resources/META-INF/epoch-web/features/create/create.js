import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { empty } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { mayWrite } from "../../state/door.js";
import { BLANK, check, place, toTopology } from "../../state/form.js";
import { href } from "../../state/router.js";
import { count, many } from "../../words/numbers.js";

const CRON_PARTS = ["second", "minute", "hour", "day", "month", "weekday"];

/** A new topology: the usual case in one form. */
class Create extends Element {
  static properties = { ...Element.properties, form: { state: true }, problems: { state: true }, others: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.form = BLANK;
    this.problems = {};
    this.others = [];
    this.busy = false;
  }

  firstUpdated() {
    this.querySelector("#name")?.focus();
  }

  #set(field, value) {
    this.form = { ...this.form, [field]: value };
    if (this.problems[field]) this.problems = { ...this.problems, [field]: undefined };
  }

  #env(i, patch) {
    this.#set("env", this.form.env.map((entry, at) => (at === i ? { ...entry, ...patch } : entry)));
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.others = [];
    this.problems = check(this.form);
    if (Object.keys(this.problems).length > 0) return this.#toProblem();
    this.busy = true;
    try {
      const created = await this.app.actions.create(toTopology(this.form));
      this.app.router.go(href("topology", { id: created.id }));
    } catch (error) {
      const placed = place(error.problems ?? []);
      this.problems = error.status === 409 ? { name: error.message } : placed.fields;
      this.others = error.status === 409 ? [] : placed.others;
      if (Object.keys(this.problems).length + this.others.length === 0) this.others = [error.message];
      return this.#toProblem();
    } finally {
      this.busy = false;
    }
  }

  async #toProblem() {
    await this.updateComplete;
    this.querySelector("[aria-invalid=true], [role=alert]")?.focus?.();
  }

  render() {
    if (!mayWrite(this.state.session)) return empty("You may look, not change", "Creating topologies needs the role READ_WRITE.");
    const { form } = this;
    const faults = Object.values(this.problems).filter(Boolean).length;
    const program =
      form.kind === "DOCKER"
        ? this.#field("image", "Container image", { mono: true, problem: "program", placeholder: "registry.example.org/team/job:1.0" })
        : this.#field("command", "Command", { mono: true, problem: "program", placeholder: "/usr/bin/rsync -a 'from here' /to/there", help: "Runs only where Drove is the local one. Quotes hold an argument together." });
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("topologies")}>Topologies</a> /</p>
          <div class="title"><h1>New topology</h1></div>
        </div>
      </div>
      <form class="panel create" aria-label="Topology" novalidate @submit=${this.#submit}>
        <div class="form">
          ${this.others.map((problem) => html`<p class="err" role="alert" tabindex="-1">${icon("bad")}<span>${problem}</span></p>`)}
          <section aria-labelledby="f-when">
            <h2 id="f-when">Name and schedule</h2>
            <div class="fields">
              ${this.#field("name", "Name", { help: "Letters, digits, - and _. It cannot be changed later." })}
              ${this.#field("cron", "Cron", { mono: true, width: "w8", placeholder: "0 30 2 * * ?", help: this.#cronHelp() })}
              ${this.#field("zone", "Time zone", { width: "w4", optional: true, list: "zones", placeholder: "the server's" })}
              <datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
            </div>
          </section>
          <section aria-labelledby="f-what">
            <h2 id="f-what">What runs</h2>
            <div class="fields">
              <div class="f">
                <label for="kind">Runs</label>
                <select class="in kind" id="kind" .value=${live(form.kind)} @change=${(event) => this.#set("kind", event.target.value)}>
                  <option value="DOCKER" ?selected=${form.kind === "DOCKER"}>a container image</option>
                  <option value="COMMAND" ?selected=${form.kind === "COMMAND"}>a command of this machine</option>
                </select>
              </div>
              ${program} ${this.#field("cpus", "CPUs", { width: "w3", numeric: true })}
              ${this.#field("memory", "Memory", { width: "w3", numeric: true, unit: "MB", help: /^\d+$/.test(form.memory) && Number(form.memory) >= 1024 ? `${count(Math.round(Number(form.memory) / 102.4) / 10)} GB` : nothing })}
              ${this.#variables()}
            </div>
          </section>
          <section aria-labelledby="f-then">
            <h2 id="f-then">Who is told</h2>
            <div class="fields">
              ${this.#field("mail", "Mail to", { optional: true, placeholder: "team@example.org, other@example.org", help: "Without any, the addresses of Epoch's configuration are told." })}
            </div>
          </section>
        </div>
        <div class="savebar">
          ${faults > 0 ? html`<span class="st bad" role="status">${icon("bad")}${many(faults, "field")} ${faults === 1 ? "needs" : "need"} a change</span>` : html`<span class="faint hide-s">Nothing is stored until you create it.</span>`}
          <div class="btns">
            <a class="btn" href=${href("topologies")}>Cancel</a>
            <button class="btn primary" type="submit" ?disabled=${this.busy} title=${this.busy ? "It is being created" : nothing}>Create</button>
          </div>
        </div>
      </form>
    `;
  }

  #field(name, label, { problem = name, mono = false, numeric = false, optional = false, unit, help = nothing, width = "", list, placeholder = "" } = {}) {
    const wrong = this.problems[problem];
    const described = [wrong ? `${name}-wrong` : "", help === nothing ? "" : `${name}-help`].filter(Boolean).join(" ");
    return html`<div class="f ${width}">
      <label for=${name}>${label}${unit ? html` <small>${unit}</small>` : nothing}${optional ? html` <small>optional</small>` : nothing}</label>
      <input class="in ${mono ? "mono" : ""}" id=${name} .value=${live(this.form[name])} placeholder=${placeholder} autocomplete="off" autocapitalize="none" spellcheck="false"
        inputmode=${numeric ? "numeric" : nothing} list=${list ?? nothing} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described || nothing}
        @input=${(event) => {
          this.#set(name, event.target.value);
          if (wrong) this.problems = { ...this.problems, [problem]: undefined };
        }} />
      ${wrong ? html`<p class="err" id="${name}-wrong">${sentence(label, wrong)}</p>` : nothing}
      ${help === nothing ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}
    </div>`;
  }

  /** Which part says what, as far as it is written. */
  #cronHelp() {
    const parts = this.form.cron.trim().split(/\s+/).filter(Boolean);
    if (parts.length === 0) return "Second, minute, hour, day, month, weekday; one of day and weekday is ?. So 0 30 2 * * ? is every day at 02:30.";
    return parts.map((part, i) => `${CRON_PARTS[i] ?? "year"} ${part}`).join(" · ");
  }

  #variables() {
    const wrong = this.problems.env;
    return html`<div class="f" role="group" aria-labelledby="env-label">
      <span class="label" id="env-label">Environment <small>optional</small></span>
      ${this.form.env.length > 0
        ? html`<table class="kv"><tbody>
            ${this.form.env.map(
              (entry, i) => html`<tr>
                <td><input class="in mono" aria-label="Name ${i + 1}" placeholder="NAME" autocomplete="off" spellcheck="false" .value=${live(entry.name)} @input=${(event) => this.#env(i, { name: event.target.value })} /></td>
                <td><input class="in mono" aria-label="Value ${i + 1}" autocomplete="off" spellcheck="false" .value=${live(entry.value)} @input=${(event) => this.#env(i, { value: event.target.value })} /></td>
                <td><button class="btn quiet" type="button" aria-label="Remove ${entry.name || `variable ${i + 1}`}" title="Remove" @click=${() => this.#set("env", this.form.env.filter((_, at) => at !== i))}>${icon("cross")}</button></td>
              </tr>`,
            )}
          </tbody></table>`
        : nothing}
      ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : nothing}
      <button class="btn quiet" type="button" @click=${() => this.#set("env", [...this.form.env, { name: "", value: "" }])}>${icon("plus")}Variable</button>
    </div>`;
  }
}

// The server's words follow the name of a field: "Name is required".
const sentence = (label, problem) => (/^(is|must|may|has|needs|names)\b/.test(problem) ? `${label} ${problem}.` : problem);

const zones = () => Intl.supportedValuesOf?.("timeZone") ?? [];

customElements.define("epoch-create", Create);
