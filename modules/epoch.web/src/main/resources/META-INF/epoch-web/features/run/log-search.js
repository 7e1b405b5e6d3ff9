import { SMALL, containing, endOf, isError, startOf, within } from "../../state/log.js";

const KINDS = { errors: () => isError, matches: containing };

/**
 * What is looked for in a log. `found` is `{lines, errors, matches, complete, going, progress}`: how many lines there are, and the
 * places `{offset, line}` of errors and of what is searched, each undefined as long as nobody went through the log for it; `complete` says
 * that the search has been through all of it, `going` that it goes on. It ends early where it found more than anybody will look at.
 *
 * @param {(found: object) => void} changed
 */
export function createSearch(changed) {
  let found = {};
  let scanning = new AbortController();
  // How far the log was gone through for the text; undefined while nobody does.
  let scanned;
  let waiting = [];
  function set(next) {
    changed((found = next));
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  }
  const news = () => new Promise((resolve) => waiting.push(resolve));
  const after = (list, from) => list?.find(({ offset }) => offset > from);

  /** What going through the log finds behind a place; undefined if it has been through. */
  async function coming(from, signal) {
    while (scanned !== undefined) {
      const place = after(found.matches, from);
      if (place) return place;
      await news();
      signal?.throwIfAborted();
    }
    return after(found.matches, from) ?? found.matches?.[0];
  }

  return {
    reset() {
      scanning.abort();
      set({});
    },

    /** So many lines came; where errors are has to be looked at again. */
    grew(lines) {
      set({ ...found, lines: found.lines === undefined ? undefined : found.lines + lines, errors: undefined, complete: false });
    },

    /** Another text is searched. */
    clear() {
      scanning.abort();
      set({ ...found, matches: undefined, complete: false });
    },

    stop: () => scanning.abort(),

    /** Goes through a small log: how many lines, which are errors. @returns the place of the last error */
    async index(reader, signal) {
      const { places, lines } = await reader.scan({ wanted: isError, signal });
      set({ ...found, errors: places, lines });
      return places.at(-1);
    },

    /** Goes through all of a log for a text, and tells how far it is. */
    async all(reader, text) {
      scanning.abort();
      scanning = new AbortController();
      const { signal } = scanning;
      scanned = 0;
      try {
        await reader.scan({
          wanted: containing(text),
          signal,
          onProgress: ({ places, at, size }) => {
            if (signal.aborted) return;
            scanned = at;
            set({ ...found, matches: [...places], complete: at >= size, going: true, progress: size > 0 ? at / size : 1 });
          },
        });
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        // Another one may have begun meanwhile.
        if (scanning.signal === signal) {
          scanned = undefined;
          set({ ...found, going: false });
        }
      }
    },

    /** Whether the next place is known, or what is seen of the log has to be gone through, or more. */
    knows: (kind) => found[kind] !== undefined && (kind === "errors" || found.complete),

    /**
     * The next place or the one before: among what was found, which starts again at its end; else by going on from here.
     *
     * @param {"errors" | "matches"} kind
     * @param {1 | -1} by
     */
    async next(reader, log, { kind, text, by, here, signal }) {
      const from = here ?? (by > 0 ? startOf(log) - 1 : log.size);
      const known = found[kind];
      if (this.knows(kind)) return by > 0 ? (after(known, from) ?? known[0]) : (known.findLast(({ offset }) => offset < from) ?? known.at(-1));
      const wanted = KINDS[kind](text);
      const near = within(log, wanted);
      const seen = by > 0 ? near.find(({ offset }) => offset > from) : near.findLast(({ offset }) => offset < from);
      if (seen) return { offset: seen.offset };
      // What goes through all of it anyway, and is not behind, need not be gone through twice.
      if (kind === "matches" && by > 0 && scanned !== undefined && scanned >= from) return coming(from, signal);
      const far = by > 0 ? (await reader.scan({ wanted, from: endOf(log), most: 1, signal })).places[0] : await reader.before(Math.min(startOf(log), log.size), wanted, signal);
      if (far) return { offset: far.offset };
      return kind === "matches" && by > 0 && scanned !== undefined ? coming(from, signal) : undefined;
    },
  };
}

/** The last error of a log of any size: small ones are gone through, of large ones the end. */
export async function lastError(search, reader, size, signal) {
  return size <= SMALL ? search.index(reader, signal) : reader.before(size, isError, signal, size - SMALL);
}
