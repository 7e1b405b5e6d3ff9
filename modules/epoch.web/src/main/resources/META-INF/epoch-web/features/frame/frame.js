import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { broken, empty, staleBanner } from "../../components/four-states.js";
import { dot, icon, logo } from "../../components/icon.js";
import { staleOf } from "../../state/resource.js";
import { href } from "../../state/router.js";
import { clock, localZone } from "../../words/time.js";
import "../create/create.js";
import "../login/login.js";
import "../run/run.js";
import "../topologies/topologies.js";
import "../topology/topology.js";

const NOTICE_MS = 6_000;
const SHOWS = { topologies: ["topologies"], topology: ["topology", "runs"], run: ["run"] };

/** What is around every page: who, where, and how fresh. */
class Frame extends Element {
  #keys;
  #noticed;
  #here;

  connectedCallback() {
    super.connectedCallback();
    const { keys, router } = this.app;
    this.#keys = keys.add({
      "?": () => keys.help(),
      "g t": () => router.go(href("topologies")),
      c: () => router.go(href("create")),
      "/": () => this.querySelector("[data-search]")?.select(),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keys();
  }

  updated() {
    const { notice, session, route } = this.state;
    if (notice !== this.#noticed) {
      this.#noticed = notice;
      if (notice) setTimeout(() => this.state.notice === notice && this.app.store.set({ notice: undefined }), NOTICE_MS);
    }
    document.title = title(session, route);
    this.#arrive(session, route);
  }

  /** Another page starts at its top, and whoever reads with the keyboard or the ear starts there too. */
  #arrive(session, { page, params }) {
    const here = session.status === "in" ? JSON.stringify([page, params]) : "";
    if (here === this.#here) return;
    const first = this.#here === undefined;
    this.#here = here;
    if (first || here === "") return;
    scrollTo({ top: 0 });
    this.querySelector("main").focus({ preventScroll: true });
  }

  render() {
    const { session, route } = this.state;
    if (session.status === "checking") return nothing;
    if (session.status === "error") {
      return html`<main class="page">${broken("Epoch could not be reached", session, this.state.now, () => this.app.door.check())}</main>`;
    }
    if (session.status === "out") return html`<epoch-login .app=${this.app}></epoch-login>`;
    const stale = staleOf(...(SHOWS[route.page] ?? []).map((key) => this.state[key]));
    return html`
      <button class="skip btn" type="button" @click=${() => this.querySelector("main").focus()}>To the content</button>
      ${this.#top(stale)}
      ${stale ? staleBanner(stale, this.state.now, () => this.app.pages.refresh()) : nothing}
      <main class="page" tabindex="-1">${this.#page(route.page)}</main>
      <p class="notice-area" role="status">${this.state.notice ? html`<span class="notice ${this.state.notice.bad ? "bad" : ""}">${this.state.notice.text}</span>` : nothing}</p>
    `;
  }

  #top(stale) {
    const { now, session, route } = this.state;
    const shown = (SHOWS[route.page] ?? []).map((key) => this.state[key].status);
    const fresh = stale
      ? html`<span class="live st warn">${icon("late")}Stale since ${clock(stale.at)}</span>`
      : shown.includes("error")
        ? nothing
        : html`<span class="live live-ok">${dot}Live</span>`;
    return html`
      <header class="top">
        <a class="brand" href=${href("topologies")}>${logo}Epoch</a>
        <nav class="nav" aria-label="Main">
          <a href=${href("topologies")} aria-current=${route.page === "nowhere" ? nothing : "page"}>Topologies</a>
        </nav>
        <div class="right">
          <span class="clock">${clock(now)} ${localZone()}</span>
          ${shown.length > 0 ? fresh : nothing}
          ${session.name ? html`<span class="who">${session.name}</span><button class="btn quiet" type="button" @click=${() => this.app.door.signOut()}>Sign out</button>` : nothing}
          <button class="btn quiet who" type="button" title="Keys" aria-label="Keys" @click=${() => this.app.keys.help()}><kbd>?</kbd></button>
        </div>
      </header>
    `;
  }

  #page(page) {
    switch (page) {
      case "topologies":
        return html`<epoch-topologies .app=${this.app}></epoch-topologies>`;
      case "topology":
        return html`<epoch-topology .app=${this.app}></epoch-topology>`;
      case "run":
        return html`<epoch-run .app=${this.app}></epoch-run>`;
      case "create":
        return html`<epoch-create .app=${this.app}></epoch-create>`;
      default:
        return empty("There is no such page", "The address may be old, or mistyped.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
    }
  }
}

function title(session, { page, params }) {
  if (session.status === "out") return "Sign in · Epoch";
  const words = { topologies: "Topologies", topology: params.id, run: `${params.id}, ${params.runId}`, create: "New topology" };
  return `${words[page] ?? "Nothing here"} · Epoch`;
}

customElements.define("epoch-frame", Frame);
