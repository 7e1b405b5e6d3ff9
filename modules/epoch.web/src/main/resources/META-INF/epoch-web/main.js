// Everything is made here and nowhere else.

import { html, render } from "lit";
import { createClient } from "./api/client.js";
import { runsApi } from "./api/runs.js";
import { createSession, tabCredentials } from "./api/session.js";
import { topologiesApi } from "./api/topologies.js";
import { createKeys } from "./components/keys.js";
import { createActions } from "./state/actions.js";
import { createDoor } from "./state/door.js";
import { createPages } from "./state/pages.js";
import { LOADING } from "./state/resource.js";
import { createRouter, parse } from "./state/router.js";
import { createStore } from "./state/store.js";
import { browserStream } from "./state/stream.js";
import "./features/frame/frame.js";

const store = createStore({
  now: Date.now(),
  session: { status: "checking" },
  route: parse(location.hash),
  topologies: LOADING,
  topology: LOADING,
  runs: LOADING,
  run: LOADING,
  selected: new Set(),
  cursor: undefined,
  notice: undefined,
});

const credentials = tabCredentials(sessionStorage);
const client = createClient({
  fetch: fetch.bind(window),
  base: "apis/",
  authorization: credentials.get,
  onDenied: () => door.denied(),
});
const api = { topologies: topologiesApi(client), runs: runsApi(client) };
const door = createDoor({ store, session: createSession({ client, credentials }) });
const router = createRouter({ window, store });
const stream = browserStream();
const pages = createPages({ store, stream, api });
const actions = createActions({ store, api, refresh: pages.refresh });
const keys = createKeys(document, localStorage);

// Live durations tick; nothing is drawn for nobody.
setInterval(() => document.hidden || store.set({ now: Date.now() }), 1000);

render(html`<epoch-frame .app=${{ store, api, door, router, stream, pages, actions, keys }}></epoch-frame>`, document.body);
door.check();
