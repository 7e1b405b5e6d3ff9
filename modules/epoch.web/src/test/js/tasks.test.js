import assert from "node:assert/strict";
import { test } from "node:test";
import { add, compose, depend, move, names, remove, rename } from "../../main/resources/META-INF/epoch-web/state/tasks.js";

const ONE = { type: "CONTAINER_EXECUTION", taskName: "a", executable: { type: "DOCKER", url: "x" }, later: 1 };
const named = (taskName, more) => ({ ...ONE, taskName, ...more });
const three = (compositionType, ...tasks) => ({ type: "COMPOSITE", compositionType, tasks });

test("one task becomes two, and alone again as it was", () => {
  const two = add(ONE);
  assert.equal(two.type, "COMPOSITE");
  assert.equal(two.compositionType, "ALL");
  assert.deepEqual(two.tasks[0], ONE, "what the form does not know stays");
  assert.deepEqual(names(two), ["a", "task-1"]);
  assert.deepEqual(remove(two, 1), ONE);
});

test("a new task has a name of its own, and starts what its neighbour starts", () => {
  const task = add(add({ ...ONE, taskName: "task-1", executable: { type: "COMMAND", command: ["x"] } }));
  assert.deepEqual(names(task), ["task-1", "task-2", "task-3"]);
  assert.equal(task.tasks[2].executable.type, "COMMAND");
});

test("a composite that says more than its tasks stays one", () => {
  const task = { ...three("ALL", named("a"), named("b")), note: "kept" };
  assert.deepEqual(remove(task, 0), { ...task, tasks: [named("b")] });
});

test("tasks change places", () => {
  const task = three("ANY", named("a"), named("b"), named("c"));
  assert.deepEqual(names(move(task, 0, 1)), ["b", "a", "c"]);
  assert.deepEqual(names(move(move(task, 2, -1), 1, -1)), ["c", "a", "b"]);
});

test("an order becomes a graph that does the same, and back again", () => {
  const order = three("ALL", named("a"), named("b"), named("c"));
  const graph = compose(order, "DAG");
  assert.deepEqual(graph.tasks.map(({ dependsOn }) => dependsOn), [undefined, ["a"], ["b"]]);
  assert.deepEqual(compose({ ...graph, parallelism: 2 }, "ALL"), order);
});

test("who depends on a task follows its name, and forgets it when it goes", () => {
  const graph = three("DAG", named("a"), named("b", { dependsOn: ["a"], when: "FAILURE" }), named("c", { dependsOn: ["a", "b"] }));
  assert.deepEqual(rename(graph, "a", "z").tasks.map(({ dependsOn }) => dependsOn), [undefined, ["z"], ["z", "b"]]);
  assert.deepEqual(remove(graph, 0).tasks, [named("b"), named("c", { dependsOn: ["b"] })], "a condition on nothing is none");
});

test("a dependency is set and taken away", () => {
  const task = depend(depend(ONE, "x", true), "y", true);
  assert.deepEqual(task.dependsOn, ["x", "y"]);
  assert.deepEqual(depend(depend({ ...task, when: "ALWAYS" }, "x", false), "y", false), ONE);
});

test("parts that are no tasks are left to the server to judge", () => {
  const task = three("ALL", null, named("b"));
  assert.deepEqual(names(task), ["b"]);
  assert.deepEqual(remove(task, 1).tasks ?? remove(task, 1), {});
});
