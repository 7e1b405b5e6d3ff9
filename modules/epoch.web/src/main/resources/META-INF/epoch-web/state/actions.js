import { many } from "../words/numbers.js";
import { unselected } from "./pages.js";

/** What can be done with topologies, in words, and the role that it needs. */
export const ACTIONS = {
  pause: { verb: "Pause", past: "Paused", bulk: "PAUSE", role: "OPERATOR" },
  resume: { verb: "Resume", past: "Resumed", bulk: "UNPAUSE", role: "OPERATOR" },
  run: { verb: "Run", past: "Started", bulk: "RUN", role: "OPERATOR" },
  delete: { verb: "Delete", past: "Deleted", bulk: "DELETE", role: "READ_WRITE" },
  label: { verb: "Label", past: "Labelled", bulk: "LABEL", role: "READ_WRITE" },
};

/**
 * Does things and says what became of them. All throw an ApiError if it was refused.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {{topologies: object, runs: object, cluster: object}} with.api
 * @param {() => void} with.refresh asks for what the page shows
 */
export function createActions({ store, api, refresh }) {
  let notices = 0;
  /** `undo` is `{word, run}` where it can be undone at once. */
  const say = (text, undo) => store.set({ notice: { text, undo, key: ++notices } });

  async function doing(work, text, undo) {
    const answer = await work;
    say(typeof text === "function" ? text(answer) : text, undo);
    refresh();
    return answer;
  }

  const actions = {
    say,

    pause: (id, body) => doing(api.topologies.pause(id, body), `Paused ${id}.`, { word: "Resume", run: () => actions.resume(id) }),
    resume: (id) => doing(api.topologies.resume(id), `Resumed ${id}.`),
    run: (id, parameters) => doing(api.topologies.run(id, parameters), `Started ${id}.`),
    create: (topology) => doing(api.topologies.create(topology), ({ id }) => `Created ${id}.`),
    save: (topology, revision) => doing(api.topologies.update(topology, revision), ({ id }) => `Saved ${id}.`),
    restore: (id, number) => doing(api.topologies.restore(id, number), `Restored revision ${number} of ${id}.`),

    async delete(id) {
      await doing(api.topologies.delete(id), `Deleted ${id}.`);
      actions.select(id, false);
    },

    /** What a change of many would do; nothing happens yet. */
    dryRun: (action, target, more) => api.topologies.bulk({ action: ACTIONS[action].bulk, ...target, ...more, dryRun: true }),

    async bulk(action, target, more) {
      const answer = await api.topologies.bulk({ action: ACTIONS[action].bulk, ...target, ...more, dryRun: false });
      const done = answer.results.filter(({ ok, changed }) => ok && changed).length;
      say(`${ACTIONS[action].past} ${many(done, "topology", "topologies")}.`);
      store.set(unselected());
      refresh();
      return answer;
    },

    killRun: (run, reason) => doing(api.runs.kill(run.topologyId, run.runId, reason), "Asked Drove to kill the run."),
    killTask: (run, task) => doing(api.runs.killTask(run.topologyId, run.runId, task), `Asked Drove to kill ${task}.`),
    retry: (run) => doing(api.runs.retry(run.topologyId, run.runId), "Started what failed again."),
    close: (run, as, reason) => doing(api.runs.close(run.topologyId, run.runId, as, reason), "Closed the run."),

    hold: (reason) => doing(api.cluster.hold(reason), "Nothing fires from now on."),
    release: (heldFires) => doing(api.cluster.release(heldFires), "Topologies fire again."),
    stepDown: () => doing(api.cluster.stepDown(), "Another member takes over."),

    select(id, on) {
      const selected = new Set(store.get().selected);
      if (on) selected.add(id);
      else selected.delete(id);
      store.set({ selected, matching: undefined });
    },

    selectOnly: (ids) => store.set({ selected: new Set(ids), matching: undefined }),

    /** All that a filter finds, also what other pages have: `{filter, total}`. */
    selectMatching: (matching) => store.set({ matching }),

    moveTo: (cursor) => store.set({ cursor }),
  };
  return actions;
}
