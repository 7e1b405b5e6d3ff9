// No id has a star in it, nor a space, which is what stands between them.
const MATCHING = "*";
// Longer lists make addresses that mail programs and proxies cut off.
const LONGEST = 2_000;
const KEY = "epoch.selection";

/**
 * Which topologies of the list are chosen. The address says it, so that it survives a reload, the way back and forth, and being sent to
 * somebody: by their ids, or as all that its filter finds. Where the ids are too many for an address, it has a reference to what this tab
 * keeps instead.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {{filter(patch: object): void}} with.router
 * @param {Storage} with.storage of this tab
 * @param {() => string} with.mark makes a reference that nobody else makes
 */
export function createSelection({ store, router, storage, mark }) {
  // Whoever forbids storage has long selections until the next reload.
  let kept = load(storage);

  const write = (sel) => router.filter({ sel });

  return {
    /** `{ids, matching, lost}`: a set, whether all that the filter finds is meant, and whether the address refers to another tab's. */
    get now() {
      const { sel = "" } = store.get().route.query;
      if (sel === MATCHING) return { ids: new Set(), matching: true, lost: false };
      if (!sel.startsWith(MATCHING)) return { ids: new Set(sel.split(" ").filter(Boolean)), matching: false, lost: false };
      const known = sel === kept?.mark;
      return { ids: new Set(known ? kept.ids : []), matching: false, lost: !known };
    },

    choose(ids) {
      const list = [...ids];
      const text = list.join(" ");
      if (text.length <= LONGEST) return write(text);
      const { sel } = store.get().route.query;
      kept = { mark: sel !== undefined && sel === kept?.mark ? sel : MATCHING + mark(), ids: list };
      save(storage, kept);
      return write(kept.mark);
    },

    /** All that the filter of the address finds, also what other pages have. */
    chooseMatching: () => write(MATCHING),

    clear: () => write(undefined),
  };
}

function load(storage) {
  try {
    return JSON.parse(storage.getItem(KEY) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function save(storage, kept) {
  try {
    storage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // It lasts until the next reload.
  }
}
