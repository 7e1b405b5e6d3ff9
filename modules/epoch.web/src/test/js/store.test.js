import assert from "node:assert/strict";
import { test } from "node:test";
import { LOADING, failed, ready } from "../../main/resources/META-INF/epoch-web/state/resource.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

test("a listener hears each replacement and may end", () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = [];
  const end = store.subscribe((state) => heard.push(state));
  const before = store.get();
  store.set({ a: 3 });
  assert.deepEqual(heard, [{ a: 3, b: 2 }]);
  assert.deepEqual(before, { a: 1, b: 2 }, "what was read stays as it was");
  end();
  store.set({ a: 4 });
  assert.equal(heard.length, 1);
});

test("nobody is told when nothing is different", () => {
  const store = createStore({ a: 1 });
  store.subscribe(() => assert.fail("told"));
  store.set({ a: 1 });
});

test("after a failure old data stays and is stale", () => {
  const error = { status: 503 };
  const good = ready([1], 100);
  assert.deepEqual(failed(good, error, 200), { status: "stale", data: [1], at: 100, error, retryAt: 200 });
  assert.equal(failed(failed(good, error, 200), error, 300).at, 100, "stale since the last good answer");
});

test("without data a failure is an error, and what is gone is not shown", () => {
  assert.equal(failed(LOADING, { status: 503 }).status, "error");
  assert.equal(failed(ready({}, 1), { status: 404 }).status, "error");
});
