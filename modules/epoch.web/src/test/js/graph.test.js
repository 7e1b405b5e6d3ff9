import assert from "node:assert/strict";
import { test } from "node:test";
import { edges, layout, went } from "../../main/resources/META-INF/epoch-web/state/graph.js";

const task = (taskName, ...dependsOn) => ({ type: "CONTAINER_EXECUTION", taskName, ...(dependsOn.length > 0 ? { dependsOn } : {}) });
const composite = (compositionType, ...tasks) => ({ type: "COMPOSITE", compositionType, tasks });
const places = (names, between) => Object.fromEntries([...layout(names, between).at].map(([name, { column, row }]) => [name, [column, row]]));

test("an order is a chain, also of chains", () => {
  assert.deepEqual(edges(composite("ALL", task("a"), composite("ANY", task("b"), task("c")), task("d"))), [
    { from: "b", to: "c", on: "failure" },
    { from: "a", to: "b", on: "success" },
    { from: "c", to: "d", on: "success" },
  ]);
  assert.deepEqual(edges(task("a")), []);
  assert.deepEqual(edges(undefined), []);
});

test("a graph has the edges that its tasks name, with how they have to have ended", () => {
  const graph = composite("DAG", task("a"), task("b"), task("c", "a", "b"), { ...task("d", "c"), when: "FAILURE" }, { ...task("e", "c"), when: "ALWAYS" });
  assert.deepEqual(edges(graph).map(({ from, to, on }) => `${from}→${to} ${on}`), ["a→c success", "b→c success", "c→d failure", "c→e end"]);
  const all = ["a", "b", "c", "d", "e"];
  assert.deepEqual(places(all, edges(graph)), { a: [0, 0], b: [0, 1], c: [1, 0], d: [2, 0], e: [2, 1] });
});

test("a task stands behind the longest way to it", () => {
  const between = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "a", to: "c" }];
  assert.deepEqual(places(["c", "b", "a"], between), { a: [0, 0], b: [1, 0], c: [2, 0] });
});

test("a circle, which no server accepts, is drawn all the same", () => {
  const { columns } = layout(["a", "b"], [{ from: "a", to: "b" }, { from: "b", to: "a" }]);
  assert.ok(columns <= 3);
});

test("which way a run went follows from how the first task ended", () => {
  assert.deepEqual(["success", "failure", "end"].map((on) => went("COMPLETED", on)), [true, false, true]);
  assert.deepEqual(["success", "failure", "end"].map((on) => went("FAILED", on)), [false, true, true]);
  assert.equal(went("RUNNING", "success"), undefined);
});
