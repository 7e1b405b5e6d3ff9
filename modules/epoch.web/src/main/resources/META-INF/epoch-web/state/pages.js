import { LOADING, failed, ready } from "./resource.js";

const RUNS_EVERY_MS = 3_000;

/**
 * Loads what the page in the address shows, and keeps it fresh while it is open.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {ReturnType<import("./stream.js").createStream>} with.stream
 * @param {{topologies: object, runs: object}} with.api
 */
export function createPages({ store, stream, api }) {
  let watches = [];
  let open = "";

  const keep = (key, load, every) =>
    stream.watch({
      load,
      every,
      onData: (data) => store.set({ [key]: ready(data, Date.now()), now: Date.now() }),
      onError: (error, retryAt) => store.set({ [key]: failed(store.get()[key], error, retryAt) }),
    });

  const openers = {
    topologies: () => [keep("topologies", api.topologies.list)],
    topology({ id }) {
      const known = store.get().topologies.data?.find((entry) => entry.id === id);
      store.set({ topology: known ? ready(known, store.get().topologies.at) : LOADING, runs: LOADING });
      return [keep("topology", () => api.topologies.find(id)), keep("runs", () => api.runs.list(id), RUNS_EVERY_MS)];
    },
    run({ id, runId }) {
      const known = store.get().runs.data?.find((run) => run.topologyId === id && run.runId === runId);
      store.set({ run: known ? ready(known, store.get().runs.at) : LOADING });
      return [keep("run", () => api.runs.find(id, runId), RUNS_EVERY_MS)];
    },
  };

  function close() {
    for (const watch of watches) watch.stop();
    watches = [];
    open = "";
  }

  function follow({ session, route }) {
    if (session.status !== "in") {
      close();
      return;
    }
    const key = JSON.stringify([route.page, route.params]);
    if (key === open) return;
    close();
    open = key;
    watches = openers[route.page]?.(route.params) ?? [];
  }

  store.subscribe(follow);
  follow(store.get());
  return {
    /** Asks at once for what the page shows. */
    refresh() {
      for (const watch of watches) watch.now();
    },
  };
}
