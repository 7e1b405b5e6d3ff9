// No heartbeat for this long, and the connection is as good as lost.
const SILENCE_MS = 40_000;
const LONGEST_WAIT_MS = 15_000;
// Where there is no stream (a proxy in between, an older server) it is looked for again, but rarely.
const NO_STREAM_MS = 120_000;
const GONE = new Set([404, 405, 406, 501]);

/**
 * Holds the one event stream of the page. `live` in the store is `{status: "off"|"opening"|"on"|"lost", since}`: "off" means that it cannot
 * be had and everything is asked for instead, "lost" that it is being opened again, `since` when it broke.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {ReturnType<import("./stream.js").createStream>} with.stream
 * @param {(options: object) => Promise<void>} with.read opens the stream and reads it to its end
 * @param {{set(run: () => void, ms: number): unknown, clear(timer: unknown): void, now(): number}} with.timers
 */
export function createLive({ store, stream, read, timers }) {
  let wanted = false;
  let controller;
  let lastId;
  let retry;
  let failures = 0;

  const say = (status, since) => store.set({ live: { status, since } });

  async function open() {
    timers.clear(retry);
    if (!wanted || controller) return;
    const mine = new AbortController();
    controller = mine;
    if (store.get().live.status === "off") say("opening");
    let silence;
    const life = () => {
      timers.clear(silence);
      silence = timers.set(() => mine.abort(), SILENCE_MS);
    };
    life();
    let error;
    try {
      await read({
        lastId,
        signal: mine.signal,
        onOpen() {
          failures = 0;
          say("on");
          stream.live(true);
        },
        onLife: life,
        onEvent: heard,
      });
    } catch (thrown) {
      error = thrown;
    } finally {
      timers.clear(silence);
      if (controller === mine) controller = undefined;
    }
    if (wanted && !controller) broken(error);
  }

  function broken(error) {
    stream.live(false);
    failures += 1;
    if (GONE.has(error?.status)) {
      say("off");
      retry = timers.set(open, NO_STREAM_MS);
      return;
    }
    const { status, since } = store.get().live;
    say("lost", status === "lost" ? since : timers.now());
    retry = timers.set(open, Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures));
  }

  function heard(event) {
    if (event.id) lastId = event.id;
    if (event.event === "reset") {
      lastId = undefined;
      stream.again();
      return;
    }
    stream.hear(event);
  }

  return {
    start() {
      if (wanted) return;
      wanted = true;
      failures = 0;
      open();
    },
    stop() {
      wanted = false;
      lastId = undefined;
      timers.clear(retry);
      controller?.abort();
      controller = undefined;
      stream.live(false);
      say("off");
    },
    /** Tries now what would be tried later. */
    retry: open,
  };
}
