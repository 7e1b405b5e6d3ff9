import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { typedName } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { broken, empty, pending, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { badge, time } from "../../components/marks.js";
import { mayAdminister } from "../../state/door.js";
import { href } from "../../state/router.js";
import { windowWords } from "../../words/calendar.js";
import { count, many } from "../../words/numbers.js";
import { ago } from "../../words/time.js";
import { closures } from "./closures.js";

/** One calendar: when it is closed, and for whom. */
class Calendar extends Element {
  static properties = { ...Element.properties, of: {} };

  #keys;

  connectedCallback() {
    super.connectedCallback();
    this.#keys = this.app.keys.add({
      Escape: () => this.app.router.go(href("calendars")),
      e: () => mayAdminister(this.state.session) && this.app.router.go(href("editCalendar", { name: this.of })),
      Delete: () => mayAdminister(this.state.session) && this.#delete(),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  async #delete() {
    const { data } = this.state.calendar;
    if (!data || waitingFor(this.state.calendar)) return;
    const done = await ask({
      title: `Delete the calendar ${this.of}?`,
      body: html`<p class="muted">${data.users > 0 ? `${many(data.users, "topology names", "topologies name")} it; take it out of their policies first.` : "No topology names it."}</p>`,
      undo: "Cannot be undone",
      verb: "Delete",
      danger: true,
      type: typedName(this.app, this.of),
      act: () => this.app.actions.deleteCalendar(this.of, data.revision),
    });
    if (done) this.app.router.go(href("calendars"));
  }

  render() {
    const { calendar: resource, now, session } = this.state;
    const found = resource.data?.calendar.name === this.of ? resource.data : undefined;
    if (resource.status === "error") {
      return html`<section class="panel">${resource.error.status === 404
        ? empty(`There is no calendar ${this.of}`, "It may have been deleted, or its name is another one.", html`<a class="btn" href=${href("calendars")}>Calendars</a>`)
        : broken("The calendar could not be loaded", resource, now, () => this.app.pages.refresh())}</section>`;
    }
    const waits = waitingFor(resource);
    return html`
      <div class="head">
        <div>
          <p class="crumb"><a href=${href("calendars")}>Calendars</a> /</p>
          <div class="title"><h1>${this.of}</h1>${found ? badge(found.now ? { word: "Closed", tone: "warn", shape: "held" } : { word: "Open", tone: "ok", shape: "active" }) : nothing}</div>
          ${found
            ? html`<p class="meta"><span>Times in ${found.calendar.timeZone ?? "the server's zone"}</span><span>Revision ${count(found.revision)}${found.author ? ` by ${found.author}` : ""}, ${time(found.updated, ago(found.updated, now))}</span></p>
                ${found.calendar.description ? html`<p class="about" dir="auto">${found.calendar.description}</p>` : nothing}`
            : nothing}
        </div>
        ${found && mayAdminister(session)
          ? html`<div class="btns"><a class="btn primary" href=${href("editCalendar", { name: this.of })}>Edit</a><button class="btn danger" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#delete()}>Delete…</button></div>`
          : nothing}
      </div>
      <div class="cols">
        <section class="panel" aria-labelledby="h-windows">
          <header><h2 id="h-windows">Closed</h2></header>
          ${found ? this.#windows(found.calendar, now) : pending("", { status: "loading" }, now, nothing)}
        </section>
        <div class="stack">
          ${closures(this.state.closures, now)}
          ${found ? this.#users(found) : nothing}
        </div>
      </div>
    `;
  }

  #windows({ windows }, now) {
    if (windows.length === 0) return html`<div class="body"><p class="muted">Never: it has no window.</p></div>`;
    return html`<table class="grid"><caption class="vh">Windows</caption><tbody>${windows.map((window) => html`<tr>
      ${window.title ? html`<td class="strong wrap">${window.title}</td>` : nothing}<td class="wrap" colspan=${window.title ? nothing : "2"}>${windowWords(window, now)}${window.timeZone ? html` <span class="faint">${window.timeZone}</span>` : nothing}</td></tr>`)}</tbody></table>`;
  }

  #users({ users, usedBy }) {
    return html`<section class="panel" aria-labelledby="h-users">
      <header><h2 id="h-users">Topologies</h2><span class="push faint">${count(users)}</span></header>
      <div class="body">${users === 0
        ? html`<p class="muted">No topology names it yet. Name it in the form of one, under “Beside others”.</p>`
        : html`<p>${usedBy.map((id, i) => html`${i > 0 ? ", " : ""}<a href=${href("topology", { id })}>${id}</a>`)}${users > usedBy.length ? html` <span class="faint">and ${count(users - usedBy.length)} more</span>` : nothing}</p>`}</div>
    </section>`;
  }
}

customElements.define("epoch-calendar", Calendar);
