// Pages by the part of the address behind #: no server need know them, whatever path Epoch is served under.

const ROUTES = [
  ["topologies", []],
  ["topologies", ["topologies"]],
  ["create", ["new"]],
  ["import", ["import"]],
  ["runs", ["runs"]],
  ["calendars", ["calendars"]],
  ["newCalendar", ["new-calendar"]],
  ["calendar", ["calendars", ":name"]],
  ["editCalendar", ["calendars", ":name", "edit"]],
  ["cluster", ["cluster"]],
  ["audit", ["audit"]],
  ["api", ["api"]],
  ["topology", ["topologies", ":id"]],
  ["edit", ["topologies", ":id", "edit"]],
  ["topology", ["topologies", ":id", ":tab"]],
  ["run", ["topologies", ":id", "runs", ":runId"]],
];

/** Reads an address: `{page, params, query}`; page is "nowhere" if there is none. */
export function parse(hash) {
  const [path, search = ""] = splitOnce(hash.replace(/^#/, ""), "?");
  const query = Object.fromEntries(new URLSearchParams(search));
  const parts = path.split("/").filter(Boolean);
  for (const [page, pattern] of ROUTES) {
    const params = match(pattern, parts);
    if (params) return { page, params, query };
  }
  return { page: "nowhere", params: {}, query };
}

function match(pattern, parts) {
  if (pattern.length !== parts.length) return undefined;
  const params = {};
  for (const [i, expected] of pattern.entries()) {
    if (expected.startsWith(":")) {
      const value = decode(parts[i]);
      if (value === undefined) return undefined;
      params[expected.slice(1)] = value;
    } else if (expected !== parts[i]) {
      return undefined;
    }
  }
  return params;
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const names = (pattern) => pattern.filter((part) => part.startsWith(":")).map((part) => part.slice(1));
const fits = (pattern, params) => names(pattern).every((name) => params[name] !== undefined && params[name] !== "");

/** Writes an address; what is undefined or empty is left out of the query. */
export function href(page, params = {}, query = {}) {
  const fitting = ROUTES.filter(([name, parts]) => name === page && (parts.length > 0 || page !== "topologies") && fits(parts, params));
  const [, pattern] = fitting.reduce((best, route) => (names(route[1]).length > names(best[1]).length ? route : best));
  const path = pattern.map((part) => (part.startsWith(":") ? encodeURIComponent(params[part.slice(1)]) : part)).join("/");
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== ""));
  return `#/${path}${search.size ? `?${search}` : ""}`;
}

const isSame = (one, other) => one.page === other.page && JSON.stringify(one.params) === JSON.stringify(other.params);

/**
 * Keeps `route` in the store the same as the address.
 *
 * @param {object} with
 * @param {Window} with.window
 * @param {ReturnType<import("./store.js").createStore>} with.store
 */
export function createRouter({ window, store }) {
  let listed = {};
  let known;
  function read() {
    known = window.location.hash;
    const route = parse(known);
    if (route.page === "topologies") listed = route.query;
    store.set({ route });
  }
  window.addEventListener("hashchange", () => window.location.hash !== known && read());
  read();
  return {
    /** Goes there at once: the browser tells of it later, and what is pressed meanwhile is not for the page before. */
    go(address) {
      window.location.hash = address.slice(1);
      read();
    },

    /** The list of topologies as it was left: with its filters, its page and what is chosen. */
    list: () => href("topologies", {}, listed),

    /**
     * Changes filters: the address follows, the way back does not grow with each letter. One that comes late, when the address is
     * that of another page already, is of no use any more.
     */
    filter(patch) {
      const { page, params, query } = parse(window.location.hash);
      if (!isSame({ page, params }, store.get().route)) return;
      window.history.replaceState(null, "", href(page, params, { ...query, ...patch }));
      read();
    },
  };
}
