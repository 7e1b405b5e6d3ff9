import { html, nothing } from "lit";
import { ask, field } from "../../components/dialog.js";
import { Element } from "../../components/element.js";
import { bones, broken, empty, waitingFor } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { time } from "../../components/marks.js";
import { mayAdminister } from "../../state/door.js";
import { href } from "../../state/router.js";
import { until } from "../../words/calendar.js";
import { count, many } from "../../words/numbers.js";
import { ago, ahead, full, named } from "../../words/time.js";

/** When nothing fires, and how many run at once: what topologies share. */
class Calendars extends Element {
  render() {
    const { calendars, session } = this.state;
    return html`
      <div class="head">
        <div><h1>Calendars</h1><p class="meta">Days and times at which topologies do not fire, and groups that run only so many at once.</p></div>
        ${mayAdminister(session) && calendars.status !== "absent" ? html`<div class="btns"><a class="btn primary" href=${href("newCalendar")}>New calendar</a></div>` : nothing}
      </div>
      <div class="stack">${this.#calendars()}${this.#groups()}</div>
    `;
  }

  #retry = () => this.app.pages.refresh();

  #calendars() {
    const { calendars, now } = this.state;
    const list = calendars.data;
    if (calendars.status === "absent") return html`<section class="panel">${empty("This Epoch has no calendars", "A newer one does.")}</section>`;
    if (calendars.status === "error") return html`<section class="panel">${broken("The calendars could not be loaded", calendars, now, this.#retry)}</section>`;
    if (list?.length === 0) return html`<section class="panel">${empty("No calendar yet", "A calendar names holidays, weekends or maintenance windows; topologies that name it do not fire then.")}</section>`;
    return html`<section class="panel" aria-label="Calendars">
      <table class="grid cards calendars">
        <caption class="vh">Calendars</caption>
        <thead><tr><th scope="col">Name</th><th scope="col">Now</th><th scope="col">Closed next</th><th class="num" scope="col">Topologies</th><th scope="col">Changed</th></tr></thead>
        <tbody>${list ? list.map((each) => this.#row(each, now)) : bones(5, 3)}</tbody>
      </table>
    </section>`;
  }

  #row({ calendar, now: closed, next, users, updated, author }, now) {
    return html`<tr>
      <td><a class="name" href=${href("calendar", { name: calendar.name })} title=${calendar.description ?? nothing}><span class="cut">${calendar.name}</span></a></td>
      <td class="wrap">${closed ? html`<span class="st warn">${icon("held")}Closed</span> <span class="faint">${until(closed, now)}${closed.title ? `, ${closed.title}` : ""}</span>` : html`<span class="st ok">${icon("active")}Open</span>`}</td>
      <td class="wrap">${next ? html`<span title=${full(next.from)}><span class="strong">${ahead(next.from, now)}</span> <span class="faint">· ${named(next.from, now)}${next.title ? `, ${next.title}` : ""}</span></span>` : html`<span class="faint">not within a year</span>`}</td>
      <td class="num">${count(users)}</td>
      <td class="muted">${time(updated, ago(updated, now))}${author ? ` by ${author}` : ""}</td>
    </tr>`;
  }

  #groups() {
    const { groups, now, session } = this.state;
    if (groups.status === "absent") return nothing;
    if (groups.status === "error") return html`<section class="panel">${broken("The groups could not be loaded", groups, now, this.#retry)}</section>`;
    const list = groups.data ?? [];
    const waits = waitingFor(groups);
    return html`<section class="panel" aria-labelledby="h-groups">
      <header><h2 id="h-groups">Concurrency groups</h2><span class="faint">topologies that name a group in their policy share its limit</span></header>
      ${groups.data && list.length === 0
        ? html`<div class="body"><p class="muted">No topology names a group, and none has a limit.</p></div>`
        : html`<table class="grid cards groups">
            <caption class="vh">Concurrency groups</caption>
            <thead><tr><th scope="col">Group</th><th class="num" scope="col">At once</th><th scope="col">Running</th><th scope="col">Waiting</th><th scope="col"><span class="vh">Actions</span></th></tr></thead>
            <tbody>${groups.data
              ? list.map((group) => html`<tr>
                  <td class="strong wrap">${group.name}</td><td class="num">${count(group.limit)}</td><td>${runs(group.running ?? [])}</td><td>${runs(group.waiting ?? [])}</td>
                  <td class="num">${mayAdminister(session) ? html`<button class="btn quiet" type="button" ?disabled=${waits !== undefined} title=${waits ?? nothing} @click=${() => this.#limit(group)}>Limit…</button>` : nothing}</td>
                </tr>`)
              : bones(5, 2)}</tbody>
          </table>`}
    </section>`;
  }

  #limit({ name, limit }) {
    return ask({
      title: `How many of ${name} at once?`,
      body: html`<p class="muted">What runs goes on; what waits goes first by priority, then by age.</p>${field("limit", "At once", { type: "number", required: true, value: String(limit), width: "w4" })}`,
      undo: "Can be undone: set it again",
      verb: "Set the limit",
      act: (typed) => this.app.actions.limit(name, Number(typed.limit)),
    });
  }
}

/** The first few of a list of runs. */
function runs(list) {
  if (list.length === 0) return html`<span class="faint">none</span>`;
  const shown = list.slice(0, 5);
  return html`${shown.map(({ topologyId, runId }, i) => html`${i > 0 ? ", " : ""}<a href=${href("run", { id: topologyId, runId })}>${topologyId}</a>`)}${list.length > shown.length ? html` <span class="faint">and ${many(list.length - shown.length, "more", "more")}</span>` : nothing}`;
}

customElements.define("epoch-calendars", Calendars);
