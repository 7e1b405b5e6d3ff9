import assert from "node:assert/strict";
import { test } from "node:test";
import { createRouter, href, parse } from "../../main/resources/META-INF/epoch-web/state/router.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

test("no address is the list", () => {
  for (const hash of ["", "#", "#/", "#/topologies"]) assert.equal(parse(hash).page, "topologies");
});

test("what is written is read again, whatever is in a name", () => {
  for (const id of ["a", "100%", "a/b", "?x=1#y", "ümlaut", "<b>"]) {
    assert.deepEqual(parse(href("run", { id, runId: "r 1" }, { task: id })), { page: "run", params: { id, runId: "r 1" }, query: { task: id } });
  }
});

test("the parts of a topology have addresses of their own, editing is not one of them", () => {
  assert.deepEqual(parse("#/topologies/a/ledger").params, { id: "a", tab: "ledger" });
  assert.equal(href("topology", { id: "a", tab: "runs" }), "#/topologies/a/runs");
  assert.equal(href("topology", { id: "a" }), "#/topologies/a");
  assert.equal(href("topologies"), "#/topologies");
  assert.equal(parse(href("edit", { id: "a" })).page, "edit");
  for (const page of ["runs", "cluster", "audit", "api", "create", "import"]) assert.equal(parse(href(page)).page, page);
});

test("empty filters are left out", () => {
  assert.equal(href("topologies", {}, { q: "", state: undefined, sort: "name" }), "#/topologies?sort=name");
});

test("an address of nothing, or broken, is nowhere", () => {
  for (const hash of ["#/nothing", "#/topologies/a/b/c/d", "#/topologies/%E0%A4%A"]) assert.equal(parse(hash).page, "nowhere");
});

test("filters go to the address without a step back for each letter", () => {
  const store = createStore({});
  const written = [];
  const window = {
    location: { hash: "#/topologies?state=PAUSED&from=100" },
    history: { replaceState: (_state, _title, url) => (written.push(url), (window.location.hash = url)) },
    addEventListener() {},
  };
  const router = createRouter({ window, store });
  router.filter({ q: "pay", from: undefined });
  assert.deepEqual(written, ["#/topologies?state=PAUSED&q=pay"]);
  assert.deepEqual(store.get().route.query, { state: "PAUSED", q: "pay" });
});

test("a filter that comes late does not lead back from where one has gone", () => {
  const store = createStore({});
  const written = [];
  const window = {
    location: { hash: "#/topologies" },
    history: { replaceState: (_state, _title, url) => written.push(url) },
    addEventListener() {},
  };
  const router = createRouter({ window, store });
  window.location.hash = "#/topologies/quiet";
  router.filter({ q: "qui" });
  assert.deepEqual(written, []);
});

test("who goes somewhere by key is there at once, and the browser's late word of it is no news", () => {
  const store = createStore({});
  const told = [];
  const window = { location: { hash: "#/topologies" }, addEventListener: (_name, listener) => told.push(listener) };
  const router = createRouter({ window, store });
  router.go("#/runs?state=FAILED");
  const { route } = store.get();
  assert.deepEqual([route.page, route.query], ["runs", { state: "FAILED" }]);
  told.forEach((listener) => listener());
  assert.equal(store.get().route, route);
  window.location.hash = "#/cluster";
  told.forEach((listener) => listener());
  assert.equal(store.get().route.page, "cluster");
});
