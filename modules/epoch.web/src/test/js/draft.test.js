import assert from "node:assert/strict";
import { test } from "node:test";
import { createDraft } from "../../main/resources/META-INF/epoch-web/state/draft.js";

function world(base, now = base, known = false) {
  const w = { drawn: 0, edits: [], later: (run) => run() };
  const draft = createDraft({ changed: () => (w.drawn += 1), edited: (soon) => w.edits.push(soon), later: (run) => w.later(run) });
  draft.begin(base, now, known);
  return Object.assign(w, { draft });
}

test("letters in one field are one change, and each change is taken back", () => {
  const { draft } = world({ name: "a" });
  for (const text of ["m", "me"]) draft.form.set("owner", text);
  draft.form.set("name", "b");
  assert.deepEqual(draft.changes.map(({ path }) => path), ["name", "owner"]);
  assert.equal(draft.back(), true);
  assert.deepEqual(draft.doc, { name: "a", owner: "me" });
  assert.equal(draft.back(), true);
  assert.deepEqual(draft.doc, { name: "a" });
  assert.equal(draft.back(), false);
});

test("a field that is emptied leaves nothing behind, so that nothing has changed", () => {
  const { draft } = world({ name: "a" });
  draft.form.set("policy.retry.backoff", "5s");
  draft.form.set("policy.retry.backoff", undefined);
  assert.deepEqual(draft.changes, []);
});

test("what is wrong is told at a field once somebody was there, all of it once it was tried", () => {
  const { draft } = world({});
  const look = () => ({ name: draft.form.problem("name"), trigger: draft.form.problem("trigger"), elsewhere: draft.elsewhere });
  look();
  draft.check(draft.doc, [{ field: "name", message: "is required" }, { field: "trigger.timeSpec", message: "is no cron" }, { field: "later", message: "is odd" }]);
  assert.deepEqual(look(), { name: undefined, trigger: undefined, elsewhere: [] });
  draft.form.touch("trigger.timeSpec");
  assert.deepEqual(look(), { name: undefined, trigger: "is no cron", elsewhere: [] });
  draft.try();
  assert.deepEqual(look(), { name: "is required", trigger: "is no cron", elsewhere: ["later: is odd"] });
});

test("nobody is told about a field they left what was wrong before they wrote into it, nor while they press something", () => {
  const w = world({ dates: [] });
  const { draft } = w;
  draft.form.problem("dates");
  draft.check(draft.doc, [{ field: "dates", message: "needs a day" }]);
  draft.form.set("dates", ["2026-12-24"]);
  draft.form.touch("dates");
  assert.equal(draft.form.problem("dates"), undefined);
  draft.check(draft.doc, [{ field: "dates", message: "is no day" }]);
  assert.equal(draft.form.problem("dates"), "is no day");
  const waiting = [];
  w.later = (run) => waiting.push(run);
  draft.begin({ name: "" }, { name: "" }, false);
  draft.form.problem("name");
  draft.check(draft.doc, [{ field: "name", message: "is required" }]);
  draft.form.touch("name");
  assert.equal(draft.form.problem("name"), undefined);
  waiting[0]();
  assert.equal(draft.form.problem("name"), "is required");
});

test("what was found is about one document and not about the next", () => {
  const { draft } = world({ name: "" });
  assert.equal(draft.isChecked, false);
  draft.check(draft.doc, []);
  assert.equal(draft.isChecked, true);
  draft.form.set("name", "a");
  assert.equal(draft.isChecked, false);
});

test("another order forgets what is half typed, and is a change of its own", () => {
  const { draft } = world({ tasks: ["a", "b"] });
  draft.form.keep("tasks[0]", "half");
  draft.form.arrange("tasks", ["b", "a"]);
  assert.equal(draft.form.draft("tasks[0]"), undefined);
  draft.back();
  assert.deepEqual(draft.doc, { tasks: ["a", "b"] });
});

test("a text that is written as a whole is one change, too", () => {
  const w = world({ name: "a" });
  w.draft.write({ name: "b" });
  w.draft.write({ name: "bc" });
  assert.deepEqual(w.edits, [true, false, false]);
  w.draft.back();
  assert.deepEqual(w.draft.doc, { name: "a" });
});

test("a new beginning knows nothing of the one before", () => {
  const { draft } = world({ name: "a" });
  draft.form.set("name", "b");
  draft.try();
  draft.begin({ name: "x" }, { name: "y" }, false);
  assert.equal(draft.back(), false);
  assert.equal(draft.tried, false);
  assert.deepEqual(draft.changes, [{ path: "name", before: "x", after: "y" }]);
});

test("a block stays open for whoever empties what is in it, until another document comes", () => {
  const { draft } = world({ trigger: { end: 1 } }, undefined, true);
  assert.equal(draft.form.isOpen("trigger.start", true), true);
  assert.equal(draft.form.isOpen("trigger.start", false), true);
  assert.equal(draft.form.isOpen("task.env", false), false);
  draft.begin({}, {}, true);
  assert.equal(draft.form.isOpen("trigger.start", false), false);
});
