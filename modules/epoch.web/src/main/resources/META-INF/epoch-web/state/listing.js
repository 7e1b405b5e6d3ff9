import { program, containers, schedule } from "../words/topology.js";

export const PAGE_SIZE = 100;

/** What a person may search for: name, image, labels, owner. */
function haystack(entry) {
  const { topology } = entry;
  return [
    entry.id,
    ...containers(topology.task).map(program),
    ...Object.entries(topology.labels ?? {}).map(([key, value]) => `${key}=${value}`),
    topology.owner ?? "",
  ]
    .join("\n")
    .toLowerCase();
}

const searched = new WeakMap();
function textOf(entry) {
  let text = searched.get(entry);
  if (text === undefined) {
    text = haystack(entry);
    searched.set(entry, text);
  }
  return text;
}

const byName = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const LAST = Number.MAX_SAFE_INTEGER;
const ATTENTION = { FAILED: 0, UNKNOWN: 1, RUNNING: 2 };
const attention = (entry) => ATTENTION[entry.lastRun?.state] ?? 3;

/** How a list can be sorted; each falls back on the name, so that equal rows keep their place. */
export const SORTS = {
  name: { word: "name", order: byName },
  changed: { word: "last change", order: (a, b) => b.updated - a.updated || byName(a, b) },
  schedule: {
    word: "schedule",
    order: (a, b) => schedule(a.topology, 0).localeCompare(schedule(b.topology, 0)) || byName(a, b),
  },
  attention: {
    word: "attention first",
    needs: "lastRun",
    order: (a, b) => attention(a) - attention(b) || (a.nextFire ?? LAST) - (b.nextFire ?? LAST) || byName(a, b),
  },
  next: { word: "next fire", needs: "nextFire", order: (a, b) => (a.nextFire ?? LAST) - (b.nextFire ?? LAST) || byName(a, b) },
};

/** Whether the server tells a thing that only some versions tell. */
export const tells = (entries, field) => entries.some((entry) => entry[field] !== undefined);

/** The sorts that this list can have; the first is the usual one. */
export function sortsFor(entries) {
  const possible = Object.keys(SORTS).filter((key) => !SORTS[key].needs || tells(entries, SORTS[key].needs));
  return possible.includes("attention") ? ["attention", ...possible.filter((key) => key !== "attention")] : possible;
}

/** What of a list is to be seen under the filters of an address. */
export function select(entries, { q = "", state = "", sort = "", from = "" }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = { all: entries.length, ACTIVE: 0, PAUSED: 0, DELETED: 0 };
  for (const entry of entries) counts[entry.state] = (counts[entry.state] ?? 0) + 1;
  const matching = entries.filter(
    (entry) => (state === "" || entry.state === state) && words.every((word) => textOf(entry).includes(word)),
  );
  const sorts = sortsFor(entries);
  const by = sorts.includes(sort) ? sort : sorts[0];
  matching.sort(SORTS[by].order);
  const wanted = Math.max(0, Math.floor(Number(from) || 0));
  const start = wanted < matching.length ? wanted - (wanted % PAGE_SIZE) : 0;
  return { counts, matching, sorts, sort: by, start, page: matching.slice(start, start + PAGE_SIZE) };
}
