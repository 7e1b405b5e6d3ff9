import assert from "node:assert/strict";
import { test } from "node:test";
import { createAhead } from "../../main/resources/META-INF/epoch-web/state/ahead.js";
import { step } from "../../main/resources/META-INF/epoch-web/state/cursor.js";

/** A page whose rows come late, and where Enter leads to another one. */
function page() {
  const world = { coming: true, place: "#/runs", done: [] };
  const ahead = createAhead({
    coming: () => world.coming,
    where: () => world.place,
    press(key) {
      world.done.push(`${key} at ${world.place}`);
      if (key !== "Enter") return;
      world.place = "#/run";
      world.coming = true;
    },
  });
  const type = (...keys) => keys.forEach(ahead.press);
  const comes = () => {
    world.coming = false;
    ahead.resume();
  };
  return { world, ahead, type, comes };
}

test("what is pressed while the rows come is done once they are there, in order", () => {
  const { world, ahead, type, comes } = page();
  type("j", "j", "k");
  ahead.resume();
  assert.deepEqual(world.done, [], "nothing is there yet");
  comes();
  assert.deepEqual(world.done, ["j at #/runs", "j at #/runs", "k at #/runs"]);
  type("j");
  assert.equal(world.done.at(-1), "j at #/runs", "from now on at once");
  assert.equal(world.done.length, 4);
});

test("what is pressed while others wait does not overtake them", () => {
  const { world, ahead, type } = page();
  type("j");
  world.coming = false;
  type("Enter");
  assert.deepEqual(world.done, []);
  ahead.resume();
  assert.deepEqual(world.done, ["j at #/runs", "Enter at #/runs"]);
});

test("what leads to another page is followed there by what was pressed after it, once that one is there", () => {
  const { world, type, comes } = page();
  type("j", "Enter", "l");
  comes();
  assert.deepEqual(world.done, ["j at #/runs", "Enter at #/runs"]);
  comes();
  assert.deepEqual(world.done.slice(2), ["l at #/run"]);
});

test("whoever has left the page has given up what they pressed there", () => {
  const { world, type, comes } = page();
  type("j", "Enter");
  world.place = "#/cluster";
  comes();
  assert.deepEqual(world.done, []);
  world.coming = true;
  type("x");
  world.place = "#/topologies";
  type("k");
  comes();
  assert.deepEqual(world.done, ["k at #/topologies"], "not what was pressed on the page before either");
});

test("whoever begins with something else may have it forgotten", () => {
  const { world, ahead, type, comes } = page();
  type("j");
  ahead.forget();
  comes();
  assert.deepEqual(world.done, []);
});

test("a step leads into the list, through it, and not beyond its ends", () => {
  const rows = ["a", "b", "c"];
  assert.equal(step(rows, undefined, 1), "a");
  assert.equal(step(rows, "gone", -1), "a");
  assert.equal(step(rows, "a", 1), "b");
  assert.equal(step(rows, "c", 1), "c");
  assert.equal(step(rows, "a", -1), "a");
  assert.equal(step([], "a", 1), undefined);
});
