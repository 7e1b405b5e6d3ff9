/**
 * One state for the whole page. It is replaced, never changed; listeners hear of each replacement. Only `state/` writes it.
 *
 * @template S
 * @param {S} initial
 */
export function createStore(initial) {
  let state = initial;
  const listeners = new Set();
  return {
    get: () => state,

    /** Replaces some parts; nobody is told when nothing is different. */
    set(patch) {
      if (Object.entries(patch).every(([key, value]) => Object.is(state[key], value))) return;
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener(state);
    },

    /** @returns a function that ends it */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
