import assert from "node:assert/strict";
import { test } from "node:test";
import { createParser, readEvents } from "../../main/resources/META-INF/epoch-web/api/events.js";
import { createLive } from "../../main/resources/META-INF/epoch-web/state/live.js";
import { createStore } from "../../main/resources/META-INF/epoch-web/state/store.js";

const settle = () => new Promise((done) => setImmediate(done));

test("events come whole, in whatever pieces they arrive", () => {
  const text = 'id: 4.1\nevent: topology\ndata: {"id":\ndata: "a"}\n\n: heartbeat\r\n\r\nevent: reset\r\ndata: {}\r\n\r\ndata:x\n\n';
  const expected = [
    { event: "topology", data: '{"id":\n"a"}', id: "4.1" },
    { event: "reset", data: "{}", id: "4.1" },
    { event: "message", data: "x", id: "4.1" },
  ];
  for (let size = 1; size < text.length; size++) {
    const parser = createParser();
    const found = [];
    for (let i = 0; i < text.length; i += size) found.push(...parser.push(text.slice(i, i + size)));
    assert.deepEqual(found, expected, `in pieces of ${size}`);
  }
});

test("a stream is read to its end, with characters cut in two, from the last one heard", async () => {
  const bytes = new TextEncoder().encode('event: run\ndata: {"runId":"ü"}\n\n');
  const cut = bytes.indexOf(0xc3) + 1;
  let asked;
  const client = {
    open: async (where, options) => {
      asked = options.headers;
      return new Response(new ReadableStream({ start(c) { c.enqueue(bytes.slice(0, cut)); c.enqueue(bytes.slice(cut)); c.close(); } }));
    },
  };
  const heard = [];
  await readEvents({ client, where: "v1/events", lastId: "4.7", onEvent: (event) => heard.push(event) });
  assert.deepEqual(asked, { "Last-Event-ID": "4.7" });
  assert.deepEqual(heard, [{ event: "run", data: { runId: "ü" }, id: undefined }]);
});

function world() {
  const store = createStore({ live: { status: "off" } });
  const timers = [];
  const said = [];
  const connections = [];
  const live = createLive({
    store,
    stream: { live: (on) => said.push(on), hear: (event) => said.push(event.event), again: () => said.push("again") },
    timers: { set: (run, ms) => { const timer = { run, ms }; timers.push(timer); return timer; }, clear: (timer) => timers.includes(timer) && timers.splice(timers.indexOf(timer), 1), now: () => 1000 },
    read: (options) => new Promise((resolve, reject) => {
      options.signal.addEventListener("abort", () => reject(new Error("aborted")));
      connections.push({ ...options, end: resolve, fail: reject });
    }),
  });
  return { store, live, timers, said, connections, status: () => store.get().live.status };
}

test("a stream that breaks is opened again, and goes on where it was", async () => {
  const w = world();
  w.live.start();
  w.connections[0].onOpen();
  assert.equal(w.status(), "on");
  w.connections[0].onEvent({ event: "run", id: "4.2", data: {} });
  w.connections[0].end();
  await settle();
  assert.deepEqual(w.store.get().live, { status: "lost", since: 1000 });
  assert.deepEqual(w.said, [true, "run", false]);
  w.timers.at(-1).run();
  assert.equal(w.connections[1].lastId, "4.2");
});

test("silence for too long counts as broken", async () => {
  const w = world();
  w.live.start();
  w.connections[0].onOpen();
  w.timers[0].run();
  await settle();
  assert.equal(w.status(), "lost");
});

test("where there is no stream, nobody waits for it", async () => {
  const w = world();
  w.live.start();
  w.connections[0].fail(Object.assign(new Error("none"), { status: 404 }));
  await settle();
  assert.equal(w.status(), "off");
  assert.ok(w.timers.at(-1).ms > 60_000);
});

test("a reset makes everything ask again, and forgets the place", async () => {
  const w = world();
  w.live.start();
  w.connections[0].onOpen();
  w.connections[0].onEvent({ event: "run", id: "4.2", data: {} });
  w.connections[0].onEvent({ event: "reset", data: {} });
  w.connections[0].end();
  await settle();
  w.timers.at(-1).run();
  assert.ok(w.said.includes("again"));
  assert.equal(w.connections[1].lastId, undefined);
});

test("who stops it hears nothing more and is not called back", async () => {
  const w = world();
  w.live.start();
  w.connections[0].onOpen();
  w.live.stop();
  await settle();
  assert.deepEqual([w.status(), w.timers.length, w.connections.length], ["off", 0, 1]);
});
