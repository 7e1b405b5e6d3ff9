const EVERY_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;
// A slow answer is asked for more rarely, so that watching costs the server one part in ten at most.
const SHARE = 10;
// While events come, asking is only for what they cannot tell.
const LIVE_EVERY_MS = 60_000;
// Many events at once are one question.
const GATHER_MS = 700;

/**
 * Keeps things on the page as they are on the server. While the event stream is there, it asks when an event says that there is something
 * new; without the stream every few seconds; later after failures; not at all while the page is hidden.
 *
 * @param {object} with
 * @param {{set(run: () => void, ms: number): unknown, clear(timer: unknown): void, now(): number}} with.timers
 * @param {{hidden(): boolean, onShow(run: () => void): () => void}} with.page
 */
export function createStream({ timers, page }) {
  const watches = new Set();
  let live = false;

  return {
    /** Says whether events come. Who watches asks once, because something may have been missed in between. */
    live(on) {
      if (live === on) return;
      live = on;
      for (const watch of watches) watch.now();
    },

    /** Tells what an event said to everyone whom it concerns. */
    hear(event) {
      for (const watch of watches) watch.hear(event);
    },

    /** All ask again: after a `reset`, or because someone wants to know now. */
    again() {
      for (const watch of watches) watch.now();
    },

    /**
     * @param {object} what
     * @param {() => Promise<any>} what.load
     * @param {(data: any) => void} what.onData
     * @param {(error: Error, retryAt: number) => void} what.onError `retryAt` is when it is tried again
     * @param {number} [what.every] milliseconds between good answers, without the stream
     * @param {(event: {event: string, data: any}) => boolean} [what.concerns] whether an event is a reason to ask; without it the watch
     *     asks at its own pace, stream or not
     */
    watch({ load, onData, onError, every = EVERY_MS, concerns }) {
      let timer;
      let running = false;
      let again;
      let ended = false;
      let failures = 0;
      let gathering = false;
      let cost = 0;
      const pause = () => Math.max(GATHER_MS, cost * SHARE);

      async function ask() {
        if (ended) return;
        if (running) {
          again = "now";
          return;
        }
        timers.clear(timer);
        gathering = false;
        running = true;
        const started = timers.now();
        let wait;
        try {
          const data = await load();
          failures = 0;
          cost = timers.now() - started;
          wait = Math.max(live && concerns ? LIVE_EVERY_MS : every, cost * SHARE);
          if (!ended) onData(data);
        } catch (error) {
          failures += 1;
          wait = Math.min(LONGEST_WAIT_MS, Math.max(1000 * 2 ** failures, (error.retryAfter ?? 0) * 1000));
          if (!ended) onError(error, timers.now() + wait);
        } finally {
          running = false;
        }
        if (ended) return;
        const now = again === "now";
        gathering = again === "soon";
        again = undefined;
        if (now) ask();
        else timer = timers.set(next, gathering ? pause() : wait);
      }

      // A hidden page asks again when it is shown.
      const next = () => {
        if (!page.hidden()) ask();
      };
      const forget = page.onShow(ask);
      const watch = {
        /** Asks at once. */
        now: ask,
        hear(event) {
          if (!concerns?.(event)) return;
          if (running) again ??= "soon";
          else if (!gathering && failures === 0) {
            timers.clear(timer);
            gathering = true;
            timer = timers.set(next, pause());
          }
        },
        stop() {
          ended = true;
          timers.clear(timer);
          forget();
          watches.delete(watch);
        },
      };
      watches.add(watch);
      ask();
      return watch;
    },
  };
}

/** The clock and the visibility of a browser's page. */
export function browserStream() {
  return createStream({
    timers: { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer), now: () => Date.now() },
    page: {
      hidden: () => document.hidden,
      onShow(run) {
        const listener = () => document.hidden || run();
        document.addEventListener("visibilitychange", listener);
        return () => document.removeEventListener("visibilitychange", listener);
      },
    },
  });
}
