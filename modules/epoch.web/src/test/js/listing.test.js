import assert from "node:assert/strict";
import { test } from "node:test";
import { dryRun } from "../../main/resources/META-INF/epoch-web/state/actions.js";
import { PAGE_SIZE, select, sortsFor } from "../../main/resources/META-INF/epoch-web/state/listing.js";

const entry = (id, more = {}) => ({
  id,
  state: "ACTIVE",
  updated: 0,
  topology: { task: { type: "CONTAINER_EXECUTION", executable: { type: "DOCKER", url: `registry/${id}:1` } }, trigger: { type: "CRON", timeSpec: "0" }, labels: { env: "prod" } },
  ...more,
});
const ids = (found) => found.page.map(({ id }) => id);

test("all words of a search have to be there: in name, image or label", () => {
  const all = [entry("alpha"), entry("beta")];
  assert.deepEqual(ids(select(all, { q: "ALP env=prod" })), ["alpha"]);
  assert.deepEqual(ids(select(all, { q: "registry/beta" })), ["beta"]);
  assert.deepEqual(ids(select(all, { q: "alpha beta" })), []);
});

test("states are counted over everything, filtered after", () => {
  const found = select([entry("a"), entry("b", { state: "PAUSED" })], { state: "PAUSED" });
  assert.deepEqual(ids(found), ["b"]);
  assert.deepEqual([found.counts.all, found.counts.ACTIVE, found.counts.PAUSED], [2, 1, 1]);
});

test("what the server does not tell cannot be sorted by", () => {
  assert.deepEqual(sortsFor([entry("a")]), ["name", "changed", "schedule"]);
  const told = [entry("a", { lastRun: { state: "SUCCESSFUL" }, nextFire: 1 }), entry("z", { lastRun: { state: "FAILED" }, nextFire: 2 })];
  assert.equal(sortsFor(told)[0], "attention");
  assert.deepEqual(ids(select(told, {})), ["z", "a"]);
  assert.deepEqual(ids(select(told, { sort: "next" })), ["a", "z"]);
  assert.deepEqual(ids(select([entry("b"), entry("a")], { sort: "nonsense" })), ["a", "b"]);
});

test("50,000 are searched in a moment and shown a page at a time", () => {
  const all = Array.from({ length: 50_000 }, (_, i) => entry(`t-${String(i).padStart(5, "0")}`));
  const found = select(all, { q: "t-", from: "150" });
  assert.deepEqual([found.start, found.page.length, found.page[0].id], [PAGE_SIZE, PAGE_SIZE, "t-00100"]);
  assert.equal(select(all, { from: "999999" }).start, 0, "beyond the end is the start");
  assert.equal(select(all, { from: "x" }).start, 0);
});

test("a dry run tells what will not be touched", () => {
  const { lines, todo } = dryRun("pause", [entry("a"), entry("b", { state: "PAUSED" }), entry("c", { state: "DELETED" })]);
  assert.deepEqual(todo, ["a"]);
  assert.deepEqual(lines.map(({ words }) => words), ["will pause", "paused already", "is being deleted"]);
});
