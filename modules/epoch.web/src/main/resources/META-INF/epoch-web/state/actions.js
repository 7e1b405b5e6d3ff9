import { many } from "../words/numbers.js";

/** What can be done with topologies, in words, and the role that it needs. */
export const ACTIONS = {
  pause: { verb: "Pause", past: "Paused", bulk: "PAUSE", role: "OPERATOR" },
  resume: { verb: "Resume", past: "Resumed", bulk: "UNPAUSE", role: "OPERATOR" },
  run: { verb: "Run", past: "Started", bulk: "RUN", role: "OPERATOR" },
  delete: { verb: "Delete", past: "Deleted", bulk: "DELETE", role: "READ_WRITE" },
  label: { verb: "Label", past: "Labelled", bulk: "LABEL", role: "READ_WRITE" },
};

const MOST_UNDONE = 20;
const topologies = (n) => many(n, "topology", "topologies");

/**
 * Does things and says what became of them. All throw an ApiError if it was refused. What can be taken back at once is remembered in
 * `undoable` of the store, the newest behind: `{says}`, and either `run` or an `edit`.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {{topologies: object, runs: object, cluster: object}} with.api
 * @param {() => void} with.refresh asks for what the page shows
 * @param {() => void} with.deselect ends the selection whose topologies were changed
 */
export function createActions({ store, api, refresh, deselect }) {
  let notices = 0;
  const say = (text, undo = false) => store.set({ notice: { text, undo, key: ++notices } });

  /** `undo` makes of the answer how it is taken back. */
  async function doing(work, text, undo) {
    const answer = await work;
    said(typeof text === "function" ? text(answer) : text, undo?.(answer));
    return answer;
  }

  function said(text, step) {
    if (step) store.set({ undoable: [...store.get().undoable, step].slice(-MOST_UNDONE) });
    say(text, step !== undefined);
    refresh();
  }

  /** How a topology is put back as it was, unless somebody changed it since; `was` are its details before. */
  function back(was, { id, revision }, says) {
    if (!was || revision === undefined) return undefined;
    return { says, edit: { id, before: was.topology, from: was.revision, to: revision } };
  }

  /** Puts it back. What was done before that finds what it left under another number now. */
  async function putBack({ id, before, from, to }) {
    const { revision } = await api.topologies.update(before, to);
    const renumbered = (step) => (step.edit?.id === id && step.edit.to === from ? { ...step, edit: { ...step.edit, to: revision } } : step);
    store.set({ undoable: store.get().undoable.map(renumbered) });
  }

  function manyBack(action, ids) {
    if (action === "pause") return { says: `Undone: ${topologies(ids.length)} active again.`, run: () => api.topologies.bulk({ action: "UNPAUSE", ids }) };
    if (action === "resume") return { says: `Undone: ${topologies(ids.length)} paused again; their reasons are not kept.`, run: () => api.topologies.bulk({ action: "PAUSE", ids }) };
    return undefined;
  }

  return {
    say,

    pause: (id, body) =>
      doing(api.topologies.pause(id, body), `Paused ${id}.`, () => ({ says: `Undone: ${id} is active again.`, run: () => api.topologies.resume(id) })),

    /** `was` is the pause that ends, `{reason, until}`. */
    resume: (id, was) =>
      doing(api.topologies.resume(id), `Resumed ${id}.`, () => ({ says: `Undone: ${id} is paused again.`, run: () => api.topologies.pause(id, paused(was)) })),

    run: (id, parameters) => doing(api.topologies.run(id, parameters), `Started ${id}.`),
    create: (topology) => doing(api.topologies.create(topology), ({ id }) => `Created ${id}.`),

    /** `was` are the details of what is changed. */
    save: (topology, was) =>
      doing(api.topologies.update(topology, was.revision), ({ id }) => `Saved ${id}.`, (saved) => back(was, saved, `Undone: ${saved.id} is as it was before you saved it.`)),

    restore: (id, number, was) =>
      doing(api.topologies.restore(id, number), `Restored revision ${number} of ${id}.`, (saved) => back(was, saved, `Undone: ${id} is as it was before revision ${number} was restored.`)),

    delete: (id) => doing(api.topologies.delete(id), (more) => `Deleted ${id}.${more ? ` ${more}.` : ""}`),

    /** Takes back what was done last. @returns whether there was anything */
    async undo() {
      const { undoable } = store.get();
      const step = undoable.at(-1);
      if (!step) return false;
      store.set({ undoable: undoable.slice(0, -1) });
      await (step.edit ? putBack(step.edit) : step.run());
      say(step.says);
      refresh();
      return true;
    },

    /** What a change of many would do; nothing happens yet. */
    dryRun: (action, target, more) => api.topologies.bulk({ action: ACTIONS[action].bulk, ...target, ...more, dryRun: true }),

    async bulk(action, target, more) {
      const answer = await api.topologies.bulk({ action: ACTIONS[action].bulk, ...target, ...more, dryRun: false });
      const ids = answer.results.filter(({ ok, changed }) => ok && changed).map(({ id }) => id);
      store.set({ cursor: undefined });
      deselect();
      said(`${ACTIONS[action].past} ${topologies(ids.length)}.${action === "delete" ? ending(answer.results) : ""}`, ids.length > 0 ? manyBack(action, ids) : undefined);
      return answer;
    },

    killRun: (run, reason) => doing(api.runs.kill(run.topologyId, run.runId, reason), "Asked Drove to kill the run."),
    killTask: (run, task) => doing(api.runs.killTask(run.topologyId, run.runId, task), `Asked Drove to kill ${task}.`),
    retry: (run) => doing(api.runs.retry(run.topologyId, run.runId), "Started what failed again."),
    close: (run, as, reason) => doing(api.runs.close(run.topologyId, run.runId, as, reason), "Closed the run."),

    saveCalendar: (calendar, revision) =>
      doing(revision === undefined ? api.calendars.create(calendar) : api.calendars.update(calendar, revision), `Saved ${calendar.name}.`),
    deleteCalendar: (name, revision) => doing(api.calendars.delete(name, revision), `Deleted ${name}.`),
    limit: (group, limit) => doing(api.calendars.limit(group, limit), `${many(limit, "run")} of ${group} at once from now on.`),

    hold: (reason) => doing(api.cluster.hold(reason), "Nothing fires from now on."),
    release: (heldFires) => doing(api.cluster.release(heldFires), "Topologies fire again."),
    stepDown: () => doing(api.cluster.stepDown(), "Another member takes over."),

    /** Keeps what somebody leaves without having saved it, for when they come back; undefined forgets it. */
    keepDraft: (key, draft) => store.set({ drafts: { ...store.get().drafts, [key]: draft } }),

    moveTo: (cursor) => store.set({ cursor }),
  };
}

/** Of what was deleted, how much is not over yet: the server has something to say there. */
function ending(results) {
  const busy = results.filter(({ ok, changed, message }) => ok && changed && message).length;
  return busy === 0 ? "" : ` ${many(busy, "of them has", "of them have")} active runs, whose tasks are being killed; until then a name is not free.`;
}

/** What a pause was asked with; an end that is past is none. */
function paused({ reason, until } = {}) {
  const body = { ...(reason ? { reason } : {}), ...(until > Date.now() ? { until } : {}) };
  return Object.keys(body).length > 0 ? body : undefined;
}
