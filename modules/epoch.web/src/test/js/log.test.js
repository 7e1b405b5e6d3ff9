import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, append, createReader, errors, find, kind, parts } from "../../main/resources/META-INF/epoch-web/state/log.js";

const text = (log) => log.blocks.flatMap((block) => block.lines).join("\n");

/** A log that answers at most `most` bytes at once. */
function file(content, most = Infinity) {
  const bytes = Buffer.from(content);
  return {
    bytes,
    read: async (offset, length) => {
      const from = offset < 0 ? Math.max(0, bytes.length + offset) : offset;
      const piece = bytes.subarray(from, from + Math.min(length, most));
      return { offset: from, nextOffset: from + piece.length, size: bytes.length, data: piece.toString() };
    },
  };
}

test("the end comes first, then what was before, until the start", async () => {
  const content = Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join("\n");
  const { read, bytes } = file(content, 40_000);
  const reader = createReader(read);
  let log = await reader.tail();
  while (log.end < bytes.length) log = await reader.newer(log);
  const keys = log.blocks.map((block) => block.key);
  assert.ok(log.start > 0);
  while (log.start > 0) log = await reader.older(log);
  assert.equal(text(log), content);
  assert.equal(new Set(log.blocks.map((block) => block.key)).size, log.blocks.length, "keys are unique");
  assert.deepEqual(log.blocks.slice(-keys.length).map((block) => block.key), keys, "what was there keeps its key");
});

test("a line that arrives in pieces is one line", () => {
  let log = append(EMPTY, { offset: 0, nextOffset: 3, size: 3, data: "a\nb" });
  log = append(log, { offset: 3, nextOffset: 6, size: 6, data: "c\nd" });
  log = append(log, { offset: 6, nextOffset: 6, size: 6, data: "" });
  assert.deepEqual(log.blocks[0].lines, ["a", "bc", "d"]);
  assert.equal(log.end, 6);
});

test("colours of terminals go, markup stays text", () => {
  const log = append(EMPTY, { offset: 0, nextOffset: 9, size: 9, data: "\u001b[31mred\u001b[0m <b>\r\n" });
  assert.deepEqual(log.blocks[0].lines, ["red <b>", ""]);
});

test("a log that is followed for days does not fill the tab", () => {
  let log = EMPTY;
  for (let i = 0; i < 80; i++) log = append(log, { offset: i, nextOffset: i + 1, size: i + 1, data: "x\n".repeat(1000) });
  assert.ok(log.blocks.length <= 200);
  assert.equal(log.start, undefined, "there is no way back by bytes then");
});

test("lines are found without case, and errors are known", () => {
  const log = append(EMPTY, { offset: 0, nextOffset: 1, size: 1, data: "INFO Total\nERROR total\nno Errors here" });
  assert.deepEqual(find(log, "TOTAL").map(({ line }) => line), [0, 1]);
  assert.deepEqual(find(log, ""), []);
  assert.deepEqual(errors(log).map(({ line }) => line), [1]);
  assert.deepEqual(["WARN x", "java.io.IOException: y", "Traceback (most recent call last):", "fine"].map(kind), ["w", "e", "e", ""]);
});

test("what is searched for stands apart within its line", () => {
  assert.deepEqual(parts("aXbxc", "x"), [
    { text: "a", hit: false },
    { text: "X", hit: true },
    { text: "b", hit: false },
    { text: "x", hit: true },
    { text: "c", hit: false },
  ]);
  assert.deepEqual(parts("abc", ""), [{ text: "abc", hit: false }]);
});
