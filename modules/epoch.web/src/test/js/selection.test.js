import assert from "node:assert/strict";
import { test } from "node:test";
import { createRouter, href } from "../../main/resources/META-INF/epoch-web/state/router.js";
import { createSelection } from "../../main/resources/META-INF/epoch-web/state/selection.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

/** A tab of a browser, with what it keeps; `hash` is what stands behind # in its address. */
function tab(hash = "#/topologies", memory = new Map()) {
  const store = createStore({});
  const window = {
    location: { hash },
    history: { replaceState: (_state, _title, url) => (window.location.hash = url) },
    addEventListener() {},
  };
  const router = createRouter({ window, store });
  const storage = { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => memory.set(key, value) };
  let marks = 0;
  const selection = createSelection({ store, router, storage, mark: () => `mark${++marks}` });
  return { selection, store, memory, router, address: () => window.location.hash };
}

const MANY = Array.from({ length: 5_000 }, (_, i) => `job-${i}`);

test("what is chosen stands in the address, and whoever opens it has chosen the same", () => {
  const mine = tab("#/topologies?q=pay");
  mine.selection.choose(["pay-in", "pay_out"]);
  assert.equal(mine.address(), "#/topologies?q=pay&sel=pay-in+pay_out");
  assert.deepEqual(tab(mine.address()).selection.now, { ids: new Set(["pay-in", "pay_out"]), matching: false, lost: false });
  mine.selection.choose([]);
  assert.equal(mine.address(), "#/topologies?q=pay");
});

test("all that matches is one character, however many there are", () => {
  const mine = tab("#/topologies?state=PAUSED");
  mine.selection.chooseMatching();
  assert.equal(mine.address(), "#/topologies?state=PAUSED&sel=*");
  assert.equal(tab(mine.address()).selection.now.matching, true);
  mine.selection.clear();
  assert.deepEqual(mine.selection.now, { ids: new Set(), matching: false, lost: false });
});

test("too many for an address survive a reload in their tab, and another tab says that it does not know them", () => {
  const mine = tab();
  mine.selection.choose(MANY);
  assert.ok(mine.address().length < 2_100, mine.address());
  const reloaded = tab(mine.address(), mine.memory);
  assert.equal(reloaded.selection.now.ids.size, 5_000);
  reloaded.selection.choose(MANY.slice(1));
  assert.equal(reloaded.address(), mine.address(), "the same selection keeps its reference");
  assert.equal(reloaded.selection.now.ids.size, 4_999);
  const other = tab(mine.address());
  assert.deepEqual(other.selection.now, { ids: new Set(), matching: false, lost: true });
  other.selection.choose(MANY);
  assert.deepEqual(tab("#/topologies?sel=*mark9", other.memory).selection.now.ids, new Set(), "nobody takes one selection for another");
});

test("what a tab may not keep lasts until it is loaded again", () => {
  const mine = tab();
  mine.memory.set = () => {
    throw new Error("The quota is exceeded");
  };
  mine.selection.choose(MANY);
  assert.equal(mine.selection.now.ids.size, 5_000);
  const broken = new Map([["epoch.selection", "{"]]);
  assert.equal(tab(mine.address(), broken).selection.now.lost, true);
});

test("the way back to the list leads to how it was left", () => {
  const mine = tab("#/topologies?state=PAUSED");
  mine.selection.choose(["a"]);
  mine.router.go(href("topology", { id: "a" }));
  assert.equal(mine.router.list(), "#/topologies?state=PAUSED&sel=a");
});
