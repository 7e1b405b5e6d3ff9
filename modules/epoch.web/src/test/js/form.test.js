import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../main/resources/META-INF/epoch-web/state/difference.js";
import { blank, containerPaths, get, merge, numeric, place, problems, resourcePath, set, tidy } from "../../main/resources/META-INF/epoch-web/state/form.js";

test("a place is read and written, and nothing else is touched", () => {
  const doc = { ...blank(), later: { kept: [1, 2] } };
  const next = set(doc, "task.resources[1].sizeInMB", 1024);
  assert.equal(get(next, "task.resources[1].sizeInMB"), 1024);
  assert.equal(get(doc, "task.resources[1].sizeInMB"), 512, "the old one stays");
  assert.deepEqual(set(next, "task.resources[1].sizeInMB", 512), doc, "and back again, with what the form does not know");
});

test("undefined takes away: a field, or one of a list", () => {
  assert.deepEqual(set({ a: { b: 1, c: 2 } }, "a.b", undefined), { a: { c: 2 } });
  assert.deepEqual(set({ a: [1, 2, 3] }, "a[1]", undefined), { a: [1, 3] });
  assert.deepEqual(set({}, "a[0].b", 1), { a: [{ b: 1 }] }, "what is missing on the way is made");
});

test("what was made for a value goes with it, but not what was there", () => {
  const base = { kept: {} };
  const full = set(set(base, "policy.retry.on", "x"), "kept.a", 1);
  assert.deepEqual(tidy(set(full, "policy.retry.on", undefined), "policy.retry.on", base), { kept: { a: 1 } });
  assert.deepEqual(tidy(set(full, "kept.a", undefined), "kept.a", base), { policy: { retry: { on: "x" } }, kept: {} });
  assert.deepEqual(tidy({}, "name", base), {});
  assert.deepEqual(tidy({ task: { retry: {} } }, "task.retry.backoff", base), { task: { retry: {} } }, "to try again as usual");
});

test("numbers become numbers, anything else stays for the server to judge", () => {
  assert.deepEqual(["12", " 7 ", "-3", "1.5", "x", ""].map(numeric), [12, 7, -3, "1.5", "x", undefined]);
});

test("every container has its path, however deep", () => {
  const task = { type: "COMPOSITE", tasks: [{ taskName: "a" }, { type: "COMPOSITE", tasks: [{ taskName: "b" }] }] };
  assert.deepEqual(containerPaths(task), ["task.tasks[0]", "task.tasks[1].tasks[0]"]);
  assert.equal(resourcePath({ resources: [{ type: "GPU" }, { type: "CPU" }] }, "CPU"), "resources[1]");
  assert.equal(resourcePath({ resources: [{ type: "GPU" }] }, "CPU"), "resources[1]", "a missing one goes behind the others");
});

test("each problem stands at the field that fits best, the others above", () => {
  const list = problems([
    "policy.catchUpWindow: is no duration",
    { field: "trigger.timeSpec", message: "is no cron: really" },
    "task.env.A B: a name may have letters",
    "the topology is too large",
  ]);
  const { fields, others } = place(list, ["trigger", "trigger.timeZone", "task.env", "policy.catchUpWindow"]);
  assert.deepEqual(Object.fromEntries(fields), { "policy.catchUpWindow": "is no duration", trigger: "is no cron: really", "task.env": "A B: a name may have letters" });
  assert.deepEqual(others, ["the topology is too large"]);
});

test("differences name the path, also in lists", () => {
  assert.deepEqual(difference({ a: 1, b: [{ c: 1 }], d: 4 }, { a: 1, b: [{ c: 2 }, 5], e: null }), [
    { path: "b[0].c", before: 1, after: 2 },
    { path: "b[1]", before: undefined, after: 5 },
    { path: "d", before: 4, after: undefined },
    { path: "e", before: undefined, after: null },
  ]);
  assert.deepEqual(difference({ a: [1] }, { a: [1] }), []);
});

test("two people's changes go together where they are apart, and say where not", () => {
  const base = { a: 1, b: { c: 1, d: 1 }, e: [1, 2] };
  const theirs = { a: 1, b: { c: 2, d: 1 }, e: [1, 2] };
  const mine = { a: 5, b: { c: 3, d: 1 }, e: [1] };
  const { merged, both } = merge(theirs, mine, difference(base, theirs), difference(base, mine));
  assert.deepEqual(merged, { a: 5, b: { c: 3, d: 1 }, e: [1] });
  assert.deepEqual(both, ["b.c"]);
});
