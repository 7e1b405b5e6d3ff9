import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, split, write } from "../../main/resources/META-INF/epoch-web/words/cron.js";

const USUAL = [
  ["0 * * * * ?", { kind: "minutes", every: 1 }],
  ["0 0/15 * * * ?", { kind: "minutes", every: 15 }],
  ["0 30 * * * ?", { kind: "hours", every: 1, minute: 30 }],
  ["0 5 0/6 * * ?", { kind: "hours", every: 6, minute: 5 }],
  ["0 30 2 * * ?", { kind: "daily", time: "02:30" }],
  ["0 0 18 ? * MON-FRI", { kind: "workdays", time: "18:00" }],
  ["0 0 1 ? * SUN", { kind: "weekly", days: ["SUN"], time: "01:00" }],
  ["0 0 1 ? * MON,WED", { kind: "weekly", days: ["MON", "WED"], time: "01:00" }],
  ["0 0 6 1 * ?", { kind: "monthly", day: 1, time: "06:00" }],
  ["0 0 6 L * ?", { kind: "monthly", day: "L", time: "06:00" }],
];

test("the usual ones are read and written the same", () => {
  for (const [spec, said] of USUAL) {
    assert.deepEqual(parse(spec), said, spec);
    assert.equal(write(said), spec);
  }
});

test("other ways to say them are understood", () => {
  assert.deepEqual(parse("0 */10 * * * *"), { kind: "minutes", every: 10 });
  assert.deepEqual(parse("0 0 3 ? * *"), { kind: "daily", time: "03:00" });
  assert.deepEqual(parse("0 0 9 ? * 2-6 *"), { kind: "workdays", time: "09:00" });
  assert.deepEqual(parse("0 0 9 ? * 1,7"), { kind: "weekly", days: ["SAT", "SUN"], time: "09:00" });
});

test("what the builder cannot say is left alone", () => {
  for (const spec of ["", undefined, "0 0 3 * *", "30 0 3 * * ?", "0 0/7 * * * ?", "0 0 3 1 1 ?", "0 0 9-17 * * ?", "0 0 3 ? * MON#1", "0 0 3 15W * ?", "0 0 3 * * ? 2027", "0 70 3 * * ?"]) {
    assert.deepEqual(parse(spec), { kind: "cron" }, spec);
  }
});

test("an expression has its parts, six at least", () => {
  assert.deepEqual(split(" 0 0  3 "), ["0", "0", "3", "", "", ""]);
  assert.equal(split("0 0 3 * * ? 2027").length, 7);
});
