import { many } from "../words/numbers.js";

const AT_ONCE = 4;

/** What can be done with topologies; each says for which it has something to do, and what that is. */
export const ACTIONS = {
  pause: {
    verb: "Pause",
    past: "Paused",
    will: "will pause",
    idle: (entry) => (entry.state === "PAUSED" ? "paused already" : entry.state === "ACTIVE" ? undefined : "is being deleted"),
  },
  resume: {
    verb: "Resume",
    past: "Resumed",
    will: "will resume",
    idle: (entry) => (entry.state === "ACTIVE" ? "active already" : entry.state === "PAUSED" ? undefined : "is being deleted"),
  },
  run: {
    verb: "Run",
    past: "Started",
    will: "will run now",
    idle: (entry) => (entry.state === "DELETED" ? "is being deleted" : undefined),
  },
  delete: {
    verb: "Delete",
    past: "Deleted",
    will: "will be deleted",
    idle: (entry) => (entry.state === "DELETED" ? "is being deleted already" : undefined),
  },
};

/** What an action would do, topology by topology. */
export function dryRun(action, entries) {
  const lines = entries.map((entry) => {
    const idle = ACTIONS[action].idle(entry);
    return { id: entry.id, does: idle === undefined, words: idle ?? ACTIONS[action].will };
  });
  return { lines, todo: lines.filter((line) => line.does).map((line) => line.id) };
}

/**
 * Does things and says what became of them.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {{topologies: object, runs: object}} with.api
 * @param {() => void} with.refresh asks for what the page shows
 */
export function createActions({ store, api, refresh }) {
  let notices = 0;
  const say = (text) => store.set({ notice: { text, key: ++notices } });

  return {
    say,

    /**
     * @returns what failed: `[{id, error}]`, and `done`, what each answered, by id
     */
    async perform(action, ids) {
      const failed = [];
      const done = new Map();
      const waiting = [...ids];
      const worker = async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          try {
            done.set(id, await api.topologies[action](id));
          } catch (error) {
            failed.push({ id, error });
          }
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, worker));
      if (done.size > 0) say(`${ACTIONS[action].past} ${done.size === 1 ? [...done.keys()][0] : many(done.size, "topology", "topologies")}.`);
      if (action === "delete") unselect(done.keys());
      refresh();
      return { failed, done };
    },

    /** @throws ApiError */
    async create(topology) {
      const created = await api.topologies.create(topology);
      say(`Created ${created.id}.`);
      return created;
    },

    /** @throws ApiError */
    async kill(run, task) {
      await api.runs.kill(run.topologyId, run.runId, task);
      say(`Asked Drove to kill ${task}.`);
      refresh();
    },

    select(id, on) {
      const selected = new Set(store.get().selected);
      if (on) selected.add(id);
      else selected.delete(id);
      store.set({ selected });
    },

    selectOnly: (ids) => store.set({ selected: new Set(ids) }),

    moveTo: (cursor) => store.set({ cursor }),
  };

  function unselect(ids) {
    const selected = new Set(store.get().selected);
    for (const id of ids) selected.delete(id);
    store.set({ selected });
  }
}
