import { createReader } from "../../state/log.js";

const EVERY_MS = 2_000;
const PIECE = 65_536;

/**
 * Where the log of a task comes from: finds its files, reads one of them, and hears what the task still writes.
 *
 * @param {object} with
 * @param {object} with.api of runs
 * @param {ReturnType<import("../../state/stream.js").createStream>} with.stream
 * @param {() => boolean} with.ended whether the task has ended
 * @param {object} with.on `files(list)`, `opened(log)`, `grew(piece)`, `whole()` once nothing more can come, `error(error)`; an error
 *     of undefined says that there is none any more
 */
export function createSource({ api, stream, ended, on }) {
  let watch;
  let timer;
  let work = new AbortController();
  let reader;
  let place;
  // Up to which byte it was heard.
  let next = 0;

  function stop() {
    watch?.stop();
    work.abort();
    clearTimeout(timer);
  }

  async function read(file, at) {
    stop();
    work = new AbortController();
    const { signal } = work;
    place = { ...place, file };
    reader = createReader((offset, length, given) => api.read(place, offset, length, given));
    let log;
    try {
      log = at === undefined ? await reader.tail() : await reader.around(at);
      if (signal.aborted) return;
    } catch (error) {
      if (signal.aborted) return;
      on.error(error);
      // A log that just begins may not be there yet.
      if (error.passing || !ended()) timer = setTimeout(() => read(file, at), EVERY_MS);
      return;
    }
    next = log.size;
    on.error(undefined);
    // Whoever reads a task that has ended has all of it.
    const complete = ended();
    on.opened(log);
    if (complete) on.whole();
    else follow(signal);
  }

  /** Hears what is written: as events, or by asking again and again where events do not come through. */
  async function follow(signal) {
    let whole = false;
    try {
      await api.follow(place, next, {
        signal,
        onEvent: ({ event, data }) => {
          if (event === "data" && data) grow(data);
          if (event === "end") whole = true;
        },
      });
    } catch {
      // It is asked for instead.
    }
    if (signal.aborted) return;
    if (whole) on.whole();
    else poll();
  }

  function poll() {
    let last = false;
    watch = stream.watch({
      every: EVERY_MS,
      load: () => {
        // Only what was read after the end of the task is the whole.
        last = ended();
        return api.read(place, next, PIECE);
      },
      onData: (piece) => {
        on.error(undefined);
        grow(piece);
        if (piece.nextOffset < piece.size) queueMicrotask(() => watch.now());
        else if (last) {
          watch.stop();
          on.whole();
        }
      },
      onError: on.error,
    });
  }

  function grow(piece) {
    next = Math.max(next, piece.nextOffset);
    on.grew(piece);
  }

  return {
    /** Finds the files, then reads one; a task that starts may have none yet, so it is asked again. */
    open({ topologyId, runId, task }, wanted, at) {
      stop();
      place = { topologyId, runId, task };
      watch = stream.watch({
        every: EVERY_MS,
        load: () => api.files(topologyId, runId, task),
        onData: (files) => {
          on.error(undefined);
          const first = files.find(({ name }) => name === wanted) ?? files.find(({ name }) => name === "output.log") ?? files[0];
          on.files(files, first?.name);
          if (first) read(first.name, at);
          else if (ended()) watch.stop();
        },
        onError: (error) => {
          on.error(error);
          if (ended() && error.status === 404) watch.stop();
        },
      });
    },

    read,
    stop,

    /** What moves over the file that is read. */
    get reader() {
      return reader;
    },

    /** Given up as soon as another file is read. */
    get signal() {
      return work.signal;
    },

    get place() {
      return place;
    },
  };
}
