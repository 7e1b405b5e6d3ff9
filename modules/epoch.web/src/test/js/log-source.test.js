import assert from "node:assert/strict";
import { test } from "node:test";
import { createSearch, lastError } from "../../main/resources/META-INF/epoch-web/features/run/log-search.js";
import { createSource } from "../../main/resources/META-INF/epoch-web/features/run/log-source.js";
import { createReader } from "../../main/resources/META-INF/epoch-web/state/log.js";

const settled = async () => {
  for (let i = 0; i < 50; i++) await undefined;
};

/** A server with one log, which tells what is written as events. */
function world({ text = "one\n", ended = false, follow } = {}) {
  const w = { text, ended, heard: [], asked: [] };
  const bytes = () => Buffer.from(w.text);
  const api = {
    files: async () => [{ name: "output.log", size: bytes().length }],
    read: async (place, offset, length) => {
      w.asked.push(place.file);
      const from = offset < 0 ? Math.max(0, bytes().length + offset) : offset;
      const piece = bytes().subarray(from, from + length);
      return { offset: from, nextOffset: from + piece.length, size: bytes().length, data: piece.toString() };
    },
    follow: follow ?? ((place, offset, { onEvent }) => new Promise((resolve) => Object.assign(w, { offset, onEvent, close: resolve }))),
  };
  const watches = [];
  const stream = {
    watch(what) {
      const watch = { stopped: false, stop: () => (watch.stopped = true), now: ask };
      function ask() {
        if (!watch.stopped) what.load().then((data) => watch.stopped || what.onData(data), what.onError);
      }
      watches.push(watch);
      ask();
      return watch;
    },
  };
  const note = (name) => (...what) => name !== "error" || what[0] ? w.heard.push([name, ...what]) : undefined;
  const source = createSource({
    api, stream, ended: () => w.ended,
    on: { files: note("files"), opened: note("opened"), grew: note("grew"), whole: note("whole"), error: note("error") },
  });
  const names = () => w.heard.map(([name]) => name);
  return Object.assign(w, { source, watches, names });
}

test("a task that has ended is read once, and that is all of it", async () => {
  const w = world({ ended: true });
  w.source.open({ topologyId: "a", runId: "r", task: "t" });
  await settled();
  assert.deepEqual(w.names(), ["files", "opened", "whole"]);
  assert.equal(w.onEvent, undefined, "nobody follows what has ended");
});

test("what is written is heard from where reading ended, until the end", async () => {
  const w = world();
  w.source.open({ topologyId: "a", runId: "r", task: "t" });
  await settled();
  assert.equal(w.offset, 4);
  w.onEvent({ event: "data", data: { offset: 4, nextOffset: 8, size: 8, data: "two\n" } });
  w.onEvent({ event: "end", data: { state: "COMPLETED" } });
  w.close();
  await settled();
  assert.deepEqual(w.names(), ["files", "opened", "grew", "whole"]);
});

test("where events do not come through, it asks until the task has ended, and once more", async () => {
  const w = world({ follow: async () => Promise.reject(new Error("a proxy")) });
  w.source.open({ topologyId: "a", runId: "r", task: "t" });
  await settled();
  w.text += "two\n";
  w.watches.at(-1).now();
  await settled();
  assert.deepEqual(w.names(), ["files", "opened", "grew", "grew"]);
  assert.equal(w.heard.at(-1)[1].data, "two\n");
  w.ended = true;
  w.watches.at(-1).now();
  await settled();
  assert.equal(w.names().at(-1), "whole");
  assert.ok(w.watches.at(-1).stopped);
});

test("another file is read in place of the first, which is heard no more", async () => {
  const w = world();
  w.source.open({ topologyId: "a", runId: "r", task: "t" });
  await settled();
  const { onEvent, close } = w;
  const { signal } = w.source;
  w.source.read("error.log");
  assert.ok(signal.aborted);
  close();
  await settled();
  onEvent({ event: "end" });
  assert.equal(w.asked.at(-1), "error.log");
  assert.ok(!w.names().includes("whole"));
});

const reading = (text) => createReader(async (offset, length) => {
  const from = offset < 0 ? Math.max(0, text.length + offset) : offset;
  const data = text.slice(from, from + length);
  return { offset: from, nextOffset: from + data.length, size: text.length, data };
});

test("the last error is found in a small log with its line, in a large one by looking back from its end, but not for ever", async () => {
  const small = "fine\nERROR one\nfine\nERROR two\nfine\n";
  const search = createSearch(() => {});
  assert.deepEqual(await lastError(search, reading(small), small.length), { offset: small.indexOf("ERROR two"), line: 4 });
  const quiet = `${"x".repeat(1023)}\n`.repeat(9 * 1024);
  const late = `${quiet}ERROR late\n${"fine\n".repeat(10)}`;
  assert.deepEqual(await lastError(search, reading(late), late.length), { offset: quiet.length });
  const early = `ERROR early\n${quiet}`;
  assert.equal(await lastError(search, reading(early), early.length), undefined);
});

test("whoever asks for the next match while all of it is gone through gets it as soon as it is found, and the first behind the last", async () => {
  const text = `needle\n${"hay\n".repeat(600_000)}needle\n${"hay\n".repeat(100)}`;
  let read = 0;
  const counting = createReader(async (offset, length) => {
    const from = offset < 0 ? Math.max(0, text.length + offset) : offset;
    const data = text.slice(from, from + length);
    read += data.length;
    return { offset: from, nextOffset: from + data.length, size: text.length, data };
  });
  const search = createSearch(() => {});
  const log = await counting.around(7);
  read = 0;
  const all = search.all(counting, "needle");
  const next = (here) => search.next(counting, log, { kind: "matches", text: "needle", by: 1, here });
  assert.equal((await next(0)).offset, text.lastIndexOf("needle"));
  await all;
  assert.equal(read, text.length, "it is read once");
  assert.equal((await next(text.lastIndexOf("needle"))).offset, 0);
});

test("places that are known go round; after the log has grown they are looked for again", async () => {
  const text = "ERROR a\nfine\nERROR b\n";
  const reader = reading(text);
  const search = createSearch(() => {});
  await search.index(reader);
  const log = await reader.tail();
  const next = (by, here) => search.next(reader, log, { kind: "errors", text: "", by, here });
  assert.equal((await next(1, 13)).offset, 0, "behind the last comes the first");
  assert.equal((await next(-1, 0)).offset, 13);
  search.grew(1);
  assert.equal(search.knows("errors"), false);
  assert.equal((await next(1, 0)).offset, 13);
  assert.equal(await next(1, 13), undefined, "what is not known to its end does not start again");
});
