const EVERY_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;
// A slow answer is asked for more rarely, so that watching costs the server one part in ten at most.
const SHARE = 10;

/**
 * Keeps things on the page as they are on the server. It asks every few seconds, later after failures, and not at all while the page is
 * hidden. A stream of events can take its place: whoever watches says only how to load, and hears what came.
 *
 * @param {object} with
 * @param {{set(run: () => void, ms: number): unknown, clear(timer: unknown): void, now(): number}} with.timers
 * @param {{hidden(): boolean, onShow(run: () => void): () => void}} with.page
 */
export function createStream({ timers, page }) {
  return {
    /**
     * @param {object} what
     * @param {() => Promise<any>} what.load
     * @param {(data: any) => void} what.onData
     * @param {(error: Error, retryAt: number) => void} what.onError `retryAt` is when it is tried again
     * @param {number} [what.every] milliseconds between good answers
     */
    watch({ load, onData, onError, every = EVERY_MS }) {
      let timer;
      let running = false;
      let again = false;
      let ended = false;
      let failures = 0;

      async function ask() {
        if (ended) return;
        if (running) {
          again = true;
          return;
        }
        timers.clear(timer);
        running = true;
        const started = timers.now();
        let wait;
        try {
          const data = await load();
          failures = 0;
          wait = Math.max(every, (timers.now() - started) * SHARE);
          if (!ended) onData(data);
        } catch (error) {
          failures += 1;
          wait = Math.min(LONGEST_WAIT_MS, Math.max(1000 * 2 ** failures, (error.retryAfter ?? 0) * 1000));
          if (!ended) onError(error, timers.now() + wait);
        } finally {
          running = false;
        }
        if (ended) return;
        if (again) {
          again = false;
          ask();
        } else {
          timer = timers.set(next, wait);
        }
      }

      // A hidden page asks again when it is shown.
      const next = () => {
        if (!page.hidden()) ask();
      };
      const forget = page.onShow(ask);
      ask();
      return {
        /** Asks at once. */
        now: ask,
        stop() {
          ended = true;
          timers.clear(timer);
          forget();
        },
      };
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
