import { localZone } from "../words/time.js";
import { LOADING, absent, failed, ready } from "./resource.js";

const RUNS_EVERY_MS = 3_000;
const SLOWLY_MS = 30_000;
export const PAGE_SIZE = 50;
const WEEK_MS = 7 * 24 * 3_600_000;
const MOST_FIRES = 3_000;

const KEYS = [
  "topologies", "counts", "topology", "stats", "runs", "next", "why", "ledger", "revisions", "run", "allRuns", "cluster", "failovers", "forecast",
  "audit", "description", "calendars", "calendar", "closures", "groups",
];

/** What is known before anything was asked. */
export const blank = () => ({ ...Object.fromEntries(KEYS.map((key) => [key, LOADING])), cursor: undefined, undoable: [], drafts: {} });

const named = (...names) => ({ event }) => names.includes(event);
const CALENDAR = ["calendar", "calendar-removed"];
/** What tells something about one topology; a calendar may be one that it names. */
const about = (id) => ({ event, data }) => data?.id === id || data?.topologyId === id || event === "hold" || CALENDAR.includes(event);
const aboutCalendar = (name) => ({ event, data }) => CALENDAR.includes(event) && (data?.calendar?.name ?? data?.name) === name;

/** What of an address the server is asked with: who chooses rows asks nothing new. */
export const question = ({ sel, ...query }) => JSON.stringify(query);

/** Whether the rows that an address asks for are on their way: nothing is there, or the answer to another question. */
export const isComing = ({ status, of }, query) => status === "loading" || (status === "ready" && (of === undefined || question(of) !== question(query)));

/** Which filters of an address the server is asked with, in its words. */
export const listFilter = ({ q, state, last, label, owner, late }) => ({ q, state, last, label: label?.split(","), owner, late });
const listQuery = ({ sort, after, ...rest }) => ({ ...listFilter(rest), sort: sort || "attention", after, limit: PAGE_SIZE });
const runsQuery = ({ state, q, topology, type, since, after }, now) => ({
  state: state?.split(","), q, topology, type, since: since === undefined ? undefined : now - Number(since) * 3_600_000, after, limit: PAGE_SIZE,
});
const auditQuery = ({ who, topology, action, since, after }, now) => ({
  who, topology, action, since: now - (Number(since) || 7 * 24) * 3_600_000, after, limit: 100,
});

/**
 * Loads what the page in the address shows, and keeps it fresh while it is open.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {ReturnType<import("./stream.js").createStream>} with.stream
 * @param {{topologies: object, runs: object, cluster: object}} with.api
 * @param {() => number} with.clock
 */
export function createPages({ store, stream, api, clock }) {
  let watches = [];
  let always = [];
  let open = "";
  let asked = "";

  /** `optional` is for what not every server has; `patch` for events that bring the news themselves. What came says with which filters `of` the address it was asked for. */
  function keep(key, load, { every, concerns, gather, optional = false, patch } = {}) {
    let of;
    return stream.watch({
      load() {
        of = query();
        return load();
      },
      every,
      gather,
      concerns: concerns && ((event) => {
        const { data, at, of: answered } = store.get()[key];
        const changed = data && patch?.(data, event);
        if (changed) store.set({ [key]: { ...ready(changed, at), of: answered } });
        return concerns(event);
      }),
      onData: (data) => store.set({ [key]: { ...ready(data, clock()), of }, now: clock() }),
      onError: (error, retryAt) =>
        store.set({ [key]: optional && (error.status === 404 || error.status === 405) ? absent() : failed(store.get()[key], error, retryAt) }),
    });
  }

  const query = () => store.get().route.query;
  const known = (key, find) => {
    const { data, at } = store.get()[key];
    const found = data && find(Array.isArray(data) ? data : data.entries);
    return found ? ready(found, at) : LOADING;
  };

  const openers = {
    topologies: () => [
      keep("topologies", () => api.topologies.page(listQuery(query())), {
        concerns: named("topology", "topology-removed", "hold", ...CALENDAR),
        // The rows themselves are patched at once; this is for their order and number.
        gather: 2_500,
        patch: (data, { event, data: entry }) =>
          event === "topology" && data.entries.some(({ id }) => id === entry?.id)
            ? { ...data, entries: data.entries.map((old) => (old.id === entry.id ? { ...old, ...entry } : old)) }
            : undefined,
      }),
      keep("counts", () => counts(api.topologies), { every: 10_000, concerns: named("topology", "topology-removed"), gather: 5_000, optional: true }),
    ],
    topology({ id }) {
      store.set({ topology: LOADING, runs: LOADING, stats: LOADING, next: LOADING, why: LOADING, ledger: LOADING, revisions: LOADING });
      const changed = ({ event, data }) => data?.id === id && event.startsWith("topology");
      return [
        keep("topology", () => api.topologies.find(id), { concerns: about(id) }),
        keep("runs", () => api.runs.list(id), { every: RUNS_EVERY_MS, concerns: about(id) }),
        keep("stats", () => api.topologies.stats(id), { every: SLOWLY_MS, concerns: about(id), optional: true }),
        keep("ledger", () => ledger(id), { every: SLOWLY_MS, concerns: about(id), optional: true }),
        keep("revisions", () => api.topologies.revisions(id), { every: SLOWLY_MS, concerns: changed, optional: true }),
        keep("why", () => api.topologies.why(id), { every: SLOWLY_MS, concerns: about(id), optional: true }),
        keep("next", () => fires(id), { every: SLOWLY_MS, concerns: about(id), optional: true }),
      ];
    },
    run({ id, runId }) {
      const same = (run) => run.topologyId === id && run.runId === runId;
      const before = known("runs", (runs) => runs.find(same));
      store.set({ run: before === LOADING ? known("allRuns", (runs) => runs.find(same)) : before, topology: LOADING });
      return [
        keep("run", () => api.runs.find(id, runId), { every: RUNS_EVERY_MS, concerns: ({ data }) => data?.runId === runId }),
        keep("topology", () => api.topologies.find(id), { every: SLOWLY_MS, concerns: ({ data }) => data?.id === id, optional: true }),
      ];
    },
    calendars: () => [
      keep("calendars", () => api.calendars.list(), { every: SLOWLY_MS, concerns: named(...CALENDAR), optional: true }),
      keep("groups", () => api.calendars.groups(), { every: 5_000, optional: true }),
    ],
    calendar({ name }) {
      store.set({ calendar: LOADING, closures: LOADING });
      return [
        keep("calendar", () => api.calendars.find(name), { every: SLOWLY_MS, concerns: aboutCalendar(name) }),
        keep("closures", async () => (await api.calendars.validate((await api.calendars.find(name)).calendar)).next ?? [], { every: SLOWLY_MS, concerns: aboutCalendar(name) }),
      ];
    },
    runs: () => [keep("allRuns", () => api.runs.page(runsQuery(query(), clock())), { every: RUNS_EVERY_MS, concerns: named("run") })],
    cluster: () => [
      keep("cluster", () => api.cluster.find(), { every: 10_000, optional: true }),
      keep("failovers", () => api.cluster.failovers(), { every: SLOWLY_MS, concerns: named("leader"), optional: true }),
      keep("forecast", () => api.cluster.forecast({ bucket: 3_600_000 }), { every: SLOWLY_MS * 4, concerns: named("topology", "topology-removed"), optional: true }),
      keep("audit", () => api.cluster.audit(auditQuery({}, clock())), { every: SLOWLY_MS, optional: true }),
    ],
    audit: () => [keep("audit", () => api.cluster.audit(auditQuery(query(), clock())), { every: 10_000, concerns: named("topology", "topology-removed", "hold") })],
    api: () => [keep("description", () => api.cluster.description(), { every: 3_600_000 })],
  };

  /** Every fire time of as long ago as can be drawn, and what became of it. */
  async function ledger(id) {
    const now = clock();
    const { topology } = await api.topologies.find(id);
    let from = now - WEEK_MS;
    try {
      const { fires: next } = await api.cluster.preview({ trigger: topology.trigger, triggers: topology.triggers, count: 10 });
      const apart = next.length > 1 ? (next.at(-1).time - next[0].time) / (next.length - 1) : WEEK_MS;
      from = now - Math.min(52 * WEEK_MS, Math.max(24 * 3_600_000, apart * MOST_FIRES));
    } catch (error) {
      if (error.status !== 404 && error.status !== 400 && error.status !== 405) throw error;
    }
    const entries = [];
    let page = { next: from };
    while (page.next != null && entries.length < MOST_FIRES * 2) {
      page = await api.topologies.ledger(id, { from: page.next, to: now, limit: 1000 });
      entries.push(...page.entries);
    }
    return { from, to: now, entries: entries.reverse() };
  }

  async function fires(id) {
    const { topology } = await api.topologies.find(id);
    return api.cluster.preview({ trigger: topology.trigger, triggers: topology.triggers, count: 10, zone: localZone() });
  }

  function close() {
    for (const watch of watches) watch.stop();
    watches = [];
    open = "";
  }

  function follow({ session, route }) {
    if (session.status !== "in") {
      close();
      for (const watch of always) watch.stop();
      always = [];
      return;
    }
    if (always.length === 0) {
      always = [keep("cluster", () => api.cluster.find(), { every: 10_000, concerns: named("hold", "leader"), optional: true })];
    }
    const key = JSON.stringify([route.page, { ...route.params, tab: undefined }]);
    const filter = question(route.query);
    if (key !== open) {
      close();
      open = key;
      asked = filter;
      watches = openers[route.page]?.(route.params) ?? [];
    } else if (filter !== asked) {
      asked = filter;
      if (["topologies", "runs", "audit"].includes(route.page)) watches[0]?.now();
    }
  }

  store.subscribe(follow);
  follow(store.get());
  return {
    /** Asks at once for what the page shows. */
    refresh() {
      for (const watch of [...watches, ...always]) watch.now();
    },
  };
}

async function counts(topologies) {
  const [all, failing, running, late, paused] = await Promise.all([
    topologies.count({}), topologies.count({ last: "FAILED" }), topologies.count({ last: "RUNNING" }), topologies.count({ late: true }), topologies.count({ state: "PAUSED" }),
  ]);
  return { all, failing, running, late, paused };
}
