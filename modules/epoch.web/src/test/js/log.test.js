import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, append, containing, createReader, endOf, kind, linesIn, parts, startOf, within } from "../../main/resources/META-INF/epoch-web/state/log.js";

const all = (log) => within(log, () => true);
const text = (log) => all(log).map((line) => line.text).join("\n");

/** A log that answers at most `most` bytes at once, and counts what was read of it. */
function file(content, most = Infinity) {
  const bytes = Buffer.from(content);
  const counted = { read: 0 };
  return {
    bytes,
    counted,
    read: async (offset, length) => {
      const from = offset < 0 ? Math.max(0, bytes.length + offset) : offset;
      const piece = bytes.subarray(from, from + Math.min(length, most));
      counted.read += piece.length;
      return { offset: from, nextOffset: from + piece.length, size: bytes.length, data: piece.toString() };
    },
  };
}

/** Every line says at which byte it starts; that has to be so in the file. */
function assertPlaces(log, bytes) {
  for (const { offset, text: line } of all(log)) assert.equal(bytes.subarray(offset, offset + Buffer.byteLength(line)).toString(), line);
}

const LONG = Array.from({ length: 20_000 }, (_, i) => `line ${i} ünder`).join("\n");

test("the end comes first, then what was before, until the start; nothing is lost or double", async () => {
  const { read, bytes } = file(LONG, 40_000);
  const reader = createReader(read);
  let log = await reader.tail();
  assert.ok(startOf(log) > 0);
  assert.equal(log.first, undefined);
  while (startOf(log) > 0) log = await reader.older(log);
  assert.equal(text(log), LONG);
  assert.equal(log.first, 1);
  assertPlaces(log, bytes);
});

test("from any line on, forwards and backwards, to both ends", async () => {
  const { read, bytes } = file(`${LONG}\n`);
  const reader = createReader(read);
  const at = bytes.indexOf("line 9000 ");
  let log = await reader.around(at, 9001);
  assert.ok(all(log).some(({ offset, text: line }) => offset === at && line === "line 9000 ünder"));
  while (startOf(log) > 0) log = await reader.older(log);
  assert.equal(log.first, 1);
  while (endOf(log) < bytes.length) log = await reader.newer(log);
  assert.equal(text(log), `${LONG}\n`);
  assert.equal(linesIn(log), 20_000);
  assertPlaces(log, bytes);
});

test("the number of the first line follows the window", async () => {
  const { read, bytes } = file(LONG);
  const reader = createReader(read);
  const log = await reader.around(bytes.indexOf("line 9000 "), 9001);
  const i = all(log).findIndex(({ text: line }) => line === "line 9000 ünder");
  assert.equal(log.first + i, 9001);
});

test("of a huge log only a window is kept, wherever it goes", async () => {
  const content = `${"x".repeat(99)}\n`.repeat(60_000);
  const { read, bytes } = file(content);
  const reader = createReader(read);
  let log = await reader.around(0);
  let most = 0;
  for (let i = 0; i < 60; i++) {
    log = await reader.newer(log);
    most = Math.max(most, log.chunks.length);
  }
  assert.ok(most <= 24, `${most} chunks`);
  assert.ok(startOf(log) > 0);
  assert.equal(log.first, startOf(log) / 100 + 1);
  for (let i = 0; i < 60 && startOf(log) > 0; i++) log = await reader.older(log);
  assert.equal(startOf(log), 0);
  assert.ok(endOf(log) < bytes.length, "what is far below was let go");
  log = await reader.newer(log);
  assertPlaces(log, bytes);
});

test("a line that arrives in pieces is one line", () => {
  let log = append(EMPTY, { offset: 0, nextOffset: 3, size: 3, data: "a\nb" });
  log = append(log, { offset: 3, nextOffset: 6, size: 6, data: "c\nd" });
  log = append(log, { offset: 6, nextOffset: 6, size: 6, data: "" });
  log = append(log, { offset: 6, nextOffset: 7, size: 7, data: "\n" });
  assert.deepEqual(all(log).map(({ offset, text: line }) => [offset, line]), [[0, "a"], [2, "bc"], [5, "d"], [7, ""]]);
  assert.deepEqual([endOf(log), linesIn(log)], [7, 3]);
});

test("a line longer than a piece is not lost", async () => {
  const content = `start\n${"y".repeat(200_000)}\nend\n`;
  const { read, bytes } = file(content);
  const reader = createReader(read);
  let log = await reader.around(0);
  while (endOf(log) < bytes.length) log = await reader.newer(log);
  assert.equal(all(log).map(({ text: line }) => line).filter((line) => !line.startsWith("y")).join(), "start,end,");
  assert.equal(all(log).map(({ text: line }) => line).filter((line) => line.startsWith("y")).join("").length, 200_000);
});

test("all of it is searched, and each place is a byte and a number", async () => {
  const { read, bytes } = file(LONG, 40_000);
  const { places, lines } = await createReader(read).scan({ wanted: containing("LINE 777 ") });
  assert.equal(lines, 20_000);
  assert.deepEqual(places, [{ offset: bytes.indexOf("line 777 "), line: 778 }]);
});

test("a search can be given up, and stops where it has enough", async () => {
  const { read, counted, bytes } = file(`${LONG}\n`, 40_000);
  const reader = createReader(read);
  const controller = new AbortController();
  await assert.rejects(reader.scan({ wanted: () => false, signal: controller.signal, onProgress: () => controller.abort() }));
  assert.ok(counted.read < bytes.length);
  const { places } = await reader.scan({ wanted: containing("line 5"), most: 2 });
  assert.equal(places.length, 2);
});

test("what stands before is found from behind", async () => {
  const { read, bytes } = file(LONG);
  const found = await createReader(read).before(bytes.length, containing("line 42 "));
  assert.deepEqual(found, { offset: bytes.indexOf("line 42 ") });
  assert.equal(await createReader(read).before(bytes.length, containing("nowhere")), undefined);
});

test("an empty log is empty", async () => {
  const { read } = file("");
  const log = await createReader(read).tail();
  assert.equal(linesIn(log), 0);
  assert.deepEqual((await createReader(read).scan({ wanted: () => true })).places, []);
});

test("colours of terminals go, markup stays text", () => {
  const log = append(EMPTY, { offset: 0, nextOffset: 9, size: 9, data: "\u001b[31mred\u001b[0m <b>\r\n" });
  assert.equal(all(log)[0].text, "red <b>");
});

test("errors and warnings are known", () => {
  assert.deepEqual(["WARN x", "java.io.IOException: y", "Traceback (most recent call last):", "no Errors here", "fine"].map(kind), ["w", "e", "e", "", ""]);
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
