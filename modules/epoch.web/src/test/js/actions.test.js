import assert from "node:assert/strict";
import { test } from "node:test";
import { createActions } from "../../main/resources/META-INF/epoch-web/state/actions.js";
import { blank } from "../../main/resources/META-INF/epoch-web/state/pages.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

/** A server that notes what it is asked and answers what is set. */
function world(answers = {}) {
  const asked = [];
  const topologies = new Proxy({}, {
    get: (_, name) => async (...what) => {
      asked.push([name, ...what]);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return name in answers ? answer : {};
    },
  });
  const store = createStore({ ...blank(), notice: undefined });
  const world = { store, asked, answers, said: () => store.get().notice.text, deselected: 0 };
  world.actions = createActions({ store, api: { topologies, runs: {}, cluster: {} }, refresh: () => {}, deselect: () => world.deselected++ });
  return world;
}

test("a pause is taken back by resuming, a resume by the same pause again", async () => {
  const w = world();
  await w.actions.pause("a", { reason: "x" });
  await w.actions.resume("b", { by: "me", reason: "stocktaking", until: Date.now() - 1 });
  assert.equal(w.store.get().notice.undo, true);
  assert.equal(await w.actions.undo(), true);
  assert.deepEqual(w.asked.at(-1), ["pause", "b", { reason: "stocktaking" }]);
  assert.equal(w.said(), "Undone: b is paused again.");
  await w.actions.undo();
  assert.deepEqual(w.asked.at(-1), ["resume", "a"]);
  assert.equal(await w.actions.undo(), false, "there is nothing before that");
});

test("an edit is taken back on the condition that nobody else edited", async () => {
  const w = world({ update: { id: "a", revision: 8 } });
  await w.actions.save({ name: "a", owner: "new" }, { topology: { name: "a" }, revision: 7 });
  assert.deepEqual(w.asked.at(-1), ["update", { name: "a", owner: "new" }, 7]);
  w.answers.update = new Error("412");
  await assert.rejects(w.actions.undo());
  assert.deepEqual(w.asked.at(-1), ["update", { name: "a" }, 8]);
  assert.equal(await w.actions.undo(), false, "what could not be undone is not tried for ever");
});

test("one edit after the other is taken back, though each time the revision has another number", async () => {
  const w = world({ update: { id: "a", revision: 8 } });
  await w.actions.save({ name: "a", owner: "1" }, { topology: { name: "a" }, revision: 7 });
  w.answers.update = { id: "a", revision: 9 };
  await w.actions.save({ name: "a", owner: "2" }, { topology: { name: "a", owner: "1" }, revision: 8 });
  w.answers.update = { id: "a", revision: 10 };
  await w.actions.undo();
  assert.deepEqual(w.asked.at(-1), ["update", { name: "a", owner: "1" }, 9]);
  await w.actions.undo();
  assert.deepEqual(w.asked.at(-1), ["update", { name: "a" }, 10]);
});

test("an edit of which the server does not count revisions cannot be taken back", async () => {
  const w = world({ update: { id: "a" } });
  await w.actions.save({ name: "a" }, { topology: { name: "a" } });
  assert.equal(w.store.get().notice.undo, false);
  assert.equal(await w.actions.undo(), false);
});

test("many are taken back together, and only those that were changed", async () => {
  const w = world({ bulk: { results: [{ id: "a", ok: true, changed: true }, { id: "b", ok: true, changed: false }, { id: "c", ok: false }] } });
  await w.actions.bulk("pause", { ids: ["a", "b", "c"] });
  await w.actions.undo();
  assert.deepEqual(w.asked.at(-1), ["bulk", { action: "UNPAUSE", ids: ["a"] }]);
  assert.equal(w.deselected, 1, "what was done with them is done");
  await w.actions.bulk("delete", { ids: ["a"] });
  assert.equal(w.store.get().notice.undo, false, "what is deleted stays deleted");
});

test("who deletes hears what is not over yet", async () => {
  const w = world({ delete: "The tasks of its active run are being killed" });
  await w.actions.delete("a");
  assert.equal(w.said(), "Deleted a. The tasks of its active run are being killed.");
  w.answers.delete = undefined;
  await w.actions.delete("b");
  assert.match(w.said(), /^Deleted b\./);
  w.answers.bulk = { results: [{ id: "a", ok: true, changed: true, message: "They are being killed" }, { id: "b", ok: true, changed: true }] };
  await w.actions.bulk("delete", { ids: ["a", "b"] });
  assert.match(w.said(), /^Deleted 2 topologies\. 1 of them has active runs/);
});
