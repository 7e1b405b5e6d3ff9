import { html, nothing } from "lit";
import { failure } from "../../components/confirm.js";
import { Element } from "../../components/element.js";
import { broken } from "../../components/four-states.js";
import { dot, icon, logo } from "../../components/icon.js";
import { mayOperate, mayWrite } from "../../state/door.js";
import { staleOf } from "../../state/resource.js";
import { href } from "../../state/router.js";
import { identity } from "../../words/identity.js";
import { clock, localZone } from "../../words/time.js";
import { banner } from "./banners.js";
import { open as openPalette } from "../palette/palette.js";
import { createOutlet } from "./outlet.js";
import "../login/login.js";

const NOTICE_MS = 8_000;
const SHOWS = {
  topologies: ["topologies"], topology: ["topology", "runs"], run: ["run"], runs: ["allRuns"], calendars: ["calendars", "groups"], calendar: ["calendar"], cluster: ["cluster"], audit: ["audit"],
};
const NAV = [
  ["topologies", "Topologies", ["topologies", "topology", "create", "edit", "import"]],
  ["runs", "Runs", ["runs", "run"]],
  ["calendars", "Calendars", ["calendars", "calendar", "newCalendar", "editCalendar"]],
  ["cluster", "Cluster", ["cluster"]],
  ["audit", "Audit", ["audit"]],
  ["api", "API", ["api"]],
];

/** What is around every page: who, where, and how fresh. */
class Frame extends Element {
  #keys;
  #noticed;
  #here;
  #shown;
  #outlet = createOutlet(() => this.requestUpdate());

  connectedCallback() {
    super.connectedCallback();
    const { keys, router } = this.app;
    const go = (page) => () => router.go(href(page));
    this.#keys = keys.add({
      "?": () => keys.help(),
      "g t": go("topologies"),
      "g r": go("runs"),
      "g c": go("cluster"),
      "g a": () => this.#mayAudit() && router.go(href("audit")),
      c: go("create"),
      "/": () => this.querySelector("[data-search]")?.select(),
      "Ctrl z": () => this.#undo(),
      "Ctrl k": () => this.state.session.status === "in" && openPalette(this.app),
    }, () => this.#isComing());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  /** Whether the page of the address is not there yet, or has not been drawn. */
  #isComing() {
    const { session, route } = this.state;
    if (session.status === "checking") return true;
    return session.status === "in" && (this.isUpdatePending || this.#outlet.isComing(route.page));
  }

  updated() {
    const { notice, session, route } = this.state;
    if (notice !== this.#noticed) {
      this.#noticed = notice;
      if (notice) setTimeout(() => this.state.notice === notice && this.app.store.set({ notice: undefined }), NOTICE_MS);
    }
    document.title = title(session, route);
    if (route.page !== this.#shown) {
      this.#shown = route.page;
      this.#showWhere();
    }
    this.#arrive(session, route);
    super.updated();
  }

  /** Another page starts at its top, and whoever reads with the keyboard or the ear starts there too. */
  #arrive(session, { page, params }) {
    const here = session.status === "in" ? JSON.stringify([page, { ...params, tab: undefined }]) : "";
    if (here === this.#here) return;
    const first = this.#here === undefined;
    this.#here = here;
    if (first || here === "") return;
    scrollTo({ top: 0 });
    this.querySelector("main").focus({ preventScroll: true });
  }

  /** Where the names of pages do not fit side by side, the one that is open is not beyond the edge. */
  #showWhere() {
    const nav = this.querySelector(".nav");
    const here = nav?.querySelector("[aria-current]");
    if (here && nav.scrollWidth > nav.clientWidth) nav.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - nav.offsetLeft - nav.clientWidth / 2;
  }

  render() {
    const { session, route, cluster, now } = this.state;
    if (session.status === "checking") return nothing;
    if (session.status === "error") {
      return html`<main class="page">${broken("Epoch could not be reached", session, now, () => this.app.door.check())}</main>`;
    }
    if (session.status === "out") return html`<epoch-login .app=${this.app}></epoch-login>`;
    const stale = staleOf(...(SHOWS[route.page] ?? []).map((key) => this.state[key]));
    return html`
      <button class="skip btn" type="button" @click=${() => this.querySelector("main").focus()}>To the content</button>
      ${this.#top(stale)}
      ${banner({ stale, session, cluster, now, retry: () => this.#retry() })}
      <main class="page" tabindex="-1">${this.#outlet.show(this.app, route)}</main>
      <div class="notice-area" role="status">${this.#notice()}</div>
    `;
  }

  #retry() {
    this.app.live.retry();
    this.app.pages.refresh();
  }

  /** Takes back what was done last on these pages, and says what that was. */
  async #undo() {
    const { session } = this.state;
    if (session.status !== "in" || !mayOperate(session)) return;
    try {
      if (!(await this.app.actions.undo())) this.app.actions.say("There is nothing to undo.");
    } catch (error) {
      await failure("It could not be undone", error.status === 412 ? new Error("Somebody changed it since.") : error);
    }
  }

  #mayAudit() {
    return mayWrite(this.state.session);
  }

  #top(stale) {
    const { now, session, route, cluster } = this.state;
    const name = cluster.data?.appName;
    const anonymous = session.door?.authEnabled === false || !session.name;
    return html`
      <header class="top ${identity(name)}">
        <a class="brand" href=${href("topologies")}>${logo}Epoch</a>
        ${name && name !== "epoch" ? html`<span class="where"><span class="chip">${name}</span></span>` : nothing}
        <nav class="nav" aria-label="Main">
          ${NAV.filter(([page]) => page !== "audit" || this.#mayAudit()).map(
            ([page, word, within]) => html`<a href=${href(page)} aria-current=${within.includes(route.page) ? "page" : nothing}>${word}</a>`,
          )}
        </nav>
        <div class="right">
          <span class="clock" title="Times are in ${localZone()}">${clock(now)} ${localZone()}</span>
          ${this.#freshness(stale)}
          ${anonymous ? nothing : html`<span class="who">${session.name}</span><button class="btn quiet out" type="button" @click=${() => this.app.door.signOut()}>Sign out</button>`}
          <button class="btn quiet who" type="button" title="Keys" aria-label="Keys" @click=${() => this.app.keys.help()}><kbd>?</kbd></button>
        </div>
      </header>
    `;
  }

  #freshness(stale) {
    const { live, route } = this.state;
    if (stale) return html`<span class="live st warn">${icon("late")}Stale since ${clock(stale.at)}</span>`;
    if ((SHOWS[route.page] ?? []).some((key) => this.state[key].status === "error")) return nothing;
    if (live.status === "on") return html`<span class="live live-ok" title="Changes come as they happen">${dot}Live</span>`;
    return html`<span class="live" title="The stream of events is away; Epoch is asked every few seconds instead">${icon("late", "idle")}Every few seconds</span>`;
  }

  #notice() {
    const { notice } = this.state;
    if (!notice) return nothing;
    return html`<p class="notice ${notice.bad ? "bad" : ""}">${notice.text}
      ${notice.undo && this.state.undoable.length > 0 ? html`<button class="linkish" type="button" @click=${() => this.#undo()}>Undo</button> <kbd>Ctrl Z</kbd>` : nothing}</p>`;
  }
}

function title(session, { page, params }) {
  if (session.status === "out") return "Sign in · Epoch";
  const words = {
    topologies: "Topologies", topology: params.id, run: `${params.id}, ${params.runId}`, runs: "Runs", create: "New topology", edit: `Edit ${params.id}`,
    import: "Import", calendars: "Calendars", calendar: params.name, newCalendar: "New calendar", editCalendar: `Edit ${params.name}`, cluster: "Cluster", audit: "Audit", api: "API",
  };
  return `${words[page] ?? "Nothing here"} · Epoch`;
}

customElements.define("epoch-frame", Frame);
