import assert from "node:assert/strict";
import { test } from "node:test";
import { createStream } from "../../main/resources/META-INF/epoch-web/state/stream.js";

function world() {
  let now = 0;
  let next;
  let hidden = false;
  const shows = new Set();
  const timers = {
    set: (run, ms) => (next = { run, at: now + ms }),
    clear: (timer) => timer === next && (next = undefined),
    now: () => now,
  };
  const page = { hidden: () => hidden, onShow: (run) => (shows.add(run), () => shows.delete(run)) };
  const settle = () => new Promise((done) => setImmediate(done));
  return {
    stream: createStream({ timers, page }),
    wait: () => (next ? next.at - now : undefined),
    pass: (ms) => (now += ms),
    settle,
    async fire() {
      const { run, at } = next;
      next = undefined;
      now = at;
      run();
      await settle();
    },
    async hide(on) {
      hidden = on;
      if (!on) for (const show of shows) show();
      await settle();
    },
  };
}

test("it asks at once, then every few seconds", async () => {
  const w = world();
  const heard = [];
  w.stream.watch({ load: async () => heard.length, onData: (data) => heard.push(data), onError: assert.fail, every: 5000 });
  await w.settle();
  assert.deepEqual([heard, w.wait()], [[0], 5000]);
  await w.fire();
  assert.deepEqual(heard, [0, 1]);
});

test("after failures it waits longer, as long as it is told, and never for good", async () => {
  const w = world();
  const errors = [];
  let error = {};
  const watch = w.stream.watch({ load: () => Promise.reject(error), onData: assert.fail, onError: (e, retryAt) => errors.push(retryAt) });
  const waits = [];
  await w.settle();
  for (let i = 0; i < 6; i++) {
    waits.push(w.wait());
    await w.fire();
  }
  assert.deepEqual(waits, [2000, 4000, 8000, 16000, 30000, 30000]);
  error = { retryAfter: 20 };
  watch.now();
  await w.settle();
  assert.equal(w.wait(), 30000);
  assert.equal(errors[0], 2000);
});

test("a slow answer is asked for more rarely", async () => {
  const w = world();
  w.stream.watch({ load: async () => w.pass(2000), onData() {}, onError: assert.fail, every: 5000 });
  await w.settle();
  assert.equal(w.wait(), 20_000);
});

test("a hidden page asks nothing, and asks when it is shown again", async () => {
  const w = world();
  let asked = 0;
  w.stream.watch({ load: async () => ++asked, onData() {}, onError: assert.fail });
  await w.settle();
  await w.hide(true);
  await w.fire();
  assert.deepEqual([asked, w.wait()], [1, undefined]);
  await w.hide(false);
  assert.equal(asked, 2);
});

test("nothing is heard after the end, and two askings never overlap", async () => {
  const w = world();
  let answer;
  let asked = 0;
  const watch = w.stream.watch({ load: () => new Promise((resolve) => (asked++, (answer = resolve))), onData: assert.fail, onError: assert.fail });
  watch.now();
  assert.equal(asked, 1);
  watch.stop();
  answer(1);
  await w.settle();
  assert.deepEqual([asked, w.wait()], [1, undefined]);
});

test("who asks during an answer gets another one after it", async () => {
  const w = world();
  const answers = [];
  const heard = [];
  const watch = w.stream.watch({ load: () => new Promise((resolve) => answers.push(resolve)), onData: (data) => heard.push(data), onError: assert.fail });
  watch.now();
  answers[0]("old");
  await w.settle();
  answers[1]("new");
  await w.settle();
  assert.deepEqual(heard, ["old", "new"]);
});

test("while events come it asks when one concerns it, once for many, and hardly otherwise", async () => {
  const w = world();
  let asked = 0;
  w.stream.watch({ load: async () => ++asked, onData() {}, onError: assert.fail, concerns: ({ event }) => event === "run" });
  w.stream.live(true);
  await w.settle();
  assert.equal(asked, 2, "at once, and when the stream came");
  assert.equal(w.wait(), 60_000);
  w.stream.hear({ event: "topology" });
  assert.equal(w.wait(), 60_000, "that was about something else");
  w.stream.hear({ event: "run" });
  w.stream.hear({ event: "run" });
  assert.equal(w.wait(), 700);
  await w.fire();
  assert.equal(asked, 3);
  assert.equal(w.wait(), 60_000);
});

test("an event during an answer is not lost, and does not make it ask without a pause", async () => {
  const w = world();
  let answer;
  let asked = 0;
  w.stream.watch({ load: () => new Promise((resolve) => (asked++, (answer = resolve))), onData() {}, onError: assert.fail, concerns: () => true });
  w.stream.hear({ event: "run" });
  answer();
  await w.settle();
  assert.deepEqual([asked, w.wait()], [1, 700]);
  await w.fire();
  assert.equal(asked, 2);
});

test("without the stream it asks every few seconds again", async () => {
  const w = world();
  w.stream.watch({ load: async () => 1, onData() {}, onError: assert.fail, concerns: () => true, every: 3000 });
  w.stream.live(true);
  await w.settle();
  w.stream.live(false);
  await w.settle();
  assert.equal(w.wait(), 3000);
});
