// Everything is made here and nowhere else.

import { html, render } from "lit";
import { calendarsApi } from "./api/calendars.js";
import { createClient } from "./api/client.js";
import { clusterApi } from "./api/cluster.js";
import { readEvents } from "./api/events.js";
import { runsApi } from "./api/runs.js";
import { createSession, tabCredentials } from "./api/session.js";
import { topologiesApi } from "./api/topologies.js";
import { createKeys } from "./components/keys.js";
import { createActions } from "./state/actions.js";
import { createDoor } from "./state/door.js";
import { createLive } from "./state/live.js";
import { blank, createPages } from "./state/pages.js";
import { createRouter, parse } from "./state/router.js";
import { createSelection } from "./state/selection.js";
import { createStore } from "./state/store.js";
import { browserStream } from "./state/stream.js";
import "./features/frame/frame.js";

const store = createStore({
  ...blank(),
  now: Date.now(),
  session: { status: "checking" },
  live: { status: "off" },
  route: parse(location.hash),
  notice: undefined,
});

const credentials = tabCredentials(sessionStorage);
const client = createClient({
  fetch: fetch.bind(window),
  base: "apis/",
  authorization: credentials.get,
  onDenied: () => door.denied(),
});
const api = { topologies: topologiesApi(client), runs: runsApi(client), cluster: clusterApi(client), calendars: calendarsApi(client) };
const door = createDoor({ store, session: createSession({ client, credentials }) });
const router = createRouter({ window, store });
const stream = browserStream();
const timers = { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer), now: () => Date.now() };
const live = createLive({ store, stream, timers, read: (options) => readEvents({ client, where: "v1/events", ...options }) });
const pages = createPages({ store, stream, api, clock: () => Date.now() });
const selection = createSelection({ store, router, storage: sessionStorage, mark: () => Math.random().toString(36).slice(2) });
const actions = createActions({ store, api, refresh: pages.refresh, deselect: selection.clear });
const keys = createKeys(document, localStorage);

// The stream is open as long as somebody is in; a page that is hidden for long needs none.
const HIDDEN_MS = 60_000;
let hiding;
function attend() {
  clearTimeout(hiding);
  if (store.get().session.status !== "in") live.stop();
  else if (!document.hidden) live.start();
  else hiding = setTimeout(() => live.stop(), HIDDEN_MS);
}
document.addEventListener("visibilitychange", attend);
let status;
store.subscribe((state) => {
  if (state.session.status === status) return;
  status = state.session.status;
  attend();
});

// Live durations tick; nothing is drawn for nobody.
setInterval(() => document.hidden || store.set({ now: Date.now() }), 1000);

render(html`<epoch-frame .app=${{ store, api, door, router, stream, live, pages, selection, actions, keys }}></epoch-frame>`, document.body);
door.check();
