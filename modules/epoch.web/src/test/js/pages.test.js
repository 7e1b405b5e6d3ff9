import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, createPages, isComing } from "../../main/resources/META-INF/epoch-web/state/pages.js";
import { ready } from "../../main/resources/META-INF/epoch-web/state/resource.js";
import { parse } from "../../main/resources/META-INF/epoch-web/state/router.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

function world(hash) {
  const store = createStore({ ...blank(), session: { status: "in" }, route: parse(hash) });
  const watched = [];
  const stream = { watch: (what) => (watched.push(what), { now: () => (what.asked = true), stop: () => (what.stopped = true) }) };
  const never = new Proxy({}, { get: () => () => new Promise(() => {}) });
  createPages({ store, stream, api: { topologies: never, runs: never, cluster: never, calendars: never }, clock: () => 1 });
  return { store, watched, go: (next) => store.set({ route: parse(next) }) };
}

test("a run that a list has shown is there at once, from whichever list", () => {
  const run = { topologyId: "a", runId: "r", state: "FAILED", tasks: {} };
  for (const known of [{ runs: ready([run], 1) }, { allRuns: ready({ entries: [run] }, 1) }]) {
    const w = world("#/topologies");
    w.store.set(known);
    w.go("#/topologies/a/runs/r");
    assert.equal(w.store.get().run.data, run);
    assert.ok(w.watched.some(({ stopped }) => stopped), "the page before is no longer watched");
  }
});

test("the parts of a topology are one page, and a filter asks again", () => {
  const w = world("#/topologies/a");
  const before = w.watched.length;
  w.go("#/topologies/a/ledger");
  assert.equal(w.watched.length, before);
  w.go("#/runs");
  const runs = w.watched.at(-1);
  w.go("#/runs?state=FAILED");
  assert.ok(runs.asked);
});

test("who chooses rows asks nothing of the server", () => {
  const w = world("#/topologies");
  w.go("#/topologies?sel=a+b");
  assert.ok(w.watched.every(({ asked }) => !asked));
  w.go("#/topologies?sel=a+b&q=x");
  assert.ok(w.watched.some(({ asked }) => asked));
});

test("a calendar that somebody changes is news to whoever looks at it, at all of them, or at a topology", () => {
  const changed = { event: "calendar", data: { calendar: { name: "freeze" } } };
  const removed = { event: "calendar-removed", data: { name: "freeze" } };
  const concerned = (hash, event) => world(hash).watched.slice(1).some(({ concerns }) => concerns?.(event));
  for (const page of ["#/calendars", "#/calendars/freeze", "#/topologies", "#/topologies/a"]) {
    for (const event of [changed, removed]) assert.ok(concerned(page, event), page);
  }
  assert.ok(!concerned("#/calendars/holidays", changed), "another one is none of its business");
});

test("who is out watches nothing", () => {
  const w = world("#/topologies");
  w.store.set({ session: { status: "out" } });
  assert.ok(w.watched.every(({ stopped }) => stopped));
});

test("the rows of another question are not those that the address asks for, until its own answer comes or none does", () => {
  const w = world("#/runs");
  const coming = () => isComing(w.store.get().allRuns, w.store.get().route.query);
  const runs = w.watched.at(-1);
  assert.ok(coming(), "nothing has come");
  const answer = (data) => {
    runs.load();
    runs.onData(data);
  };
  answer({ entries: [{ runId: "any" }] });
  assert.ok(!coming());
  runs.load();
  w.go("#/runs?state=FAILED");
  runs.onData({ entries: [{ runId: "any" }] });
  assert.ok(coming(), "this was asked before");
  answer({ entries: [{ runId: "failed" }] });
  assert.ok(!coming());
  w.go("#/runs?state=FAILED&sel=a");
  assert.ok(!coming(), "who chooses rows asks nothing");
  w.go("#/runs");
  runs.load();
  runs.onError(new Error("away"), 2);
  assert.ok(!coming(), "what is there is stale, and is all there is");
});

test("a row that an event changes still answers the question of its list", () => {
  const w = world("#/topologies");
  const [list] = w.watched.filter(({ concerns }) => concerns?.({ event: "hold" }) && !concerns({ event: "leader" }));
  list.load();
  list.onData({ entries: [{ id: "a", state: "ACTIVE" }] });
  list.concerns({ event: "topology", data: { id: "a", state: "PAUSED" } });
  const { topologies, route } = w.store.get();
  assert.equal(topologies.data.entries[0].state, "PAUSED");
  assert.ok(!isComing(topologies, route.query));
});
