import { path } from "./client.js";

const at = (id, ...more) => path("v1", "topologies", id, ...more);

/** A revision as the server counts them, as the entity tag that a change of it names. */
const match = (revision) => (revision === undefined ? {} : { headers: { "If-Match": `"${revision}"` } });

/** What was changed, with the number of the revision that it is now, where the server counts them. */
const revised = ({ data, tag }) => (/^"\d+"$/.test(tag ?? "") ? { ...data, revision: Number(tag.slice(1, -1)) } : data);

/** Topologies over the REST API. */
export function topologiesApi(client) {
  return {
    page: (query) => client.page("v1/topologies", { view: "summary", ...query }),
    count: async (query) => (await client.page("v1/topologies", { view: "summary", limit: 1, ...query })).total,
    find: (id) => client.get(at(id)),
    validate: (topology) => client.post("v1/topologies/validate", topology),
    create: (topology) => client.post("v1/topologies", topology),
    update: async (topology, revision) => revised(await client.tagged("PUT", "v1/topologies", topology, match(revision))),
    pause: (id, body) => client.put(at(id, "pause"), body),
    resume: (id) => client.put(at(id, "unpause")),
    run: (id, body) => client.put(at(id, "run"), body),

    /** Answers what goes on for a moment, such as tasks that are being killed; undefined if nothing does. */
    delete: (id) => client.told("DELETE", at(id)),

    bulk: (request) => client.post("v1/topologies/bulk", request),
    stats: (id) => client.get(at(id, "stats")),
    why: (id, time) => client.get(at(id, "why"), { query: { at: time } }),
    ledger: (id, query) => client.get(at(id, "ledger"), { query }),
    revisions: (id) => client.get(at(id, "revisions")),
    revision: (id, number) => client.get(at(id, "revisions", number)),
    restore: async (id, number) => revised(await client.tagged("POST", at(id, "revisions", number, "restore"))),

    /** A whole file of topologies, as text. */
    export: (format, query) => client.text("v1/export", { query: { format, ...query } }),
    import: (text, query) =>
      client.post("v1/import", text, { query, type: /^\s*[[{]/.test(text) ? "application/json" : "application/yaml" }),
  };
}
