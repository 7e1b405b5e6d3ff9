import { path } from "./client.js";

const at = (id, ...more) => path("v1", "topologies", id, ...more);

/** Topologies over the REST API. */
export function topologiesApi(client) {
  return {
    list: () => client.get("v1/topologies"),
    find: (id) => client.get(at(id)),
    create: (topology) => client.post("v1/topologies", topology),
    pause: (id) => client.put(at(id, "pause")),
    resume: (id) => client.put(at(id, "unpause")),
    run: (id) => client.put(at(id, "run")),
    delete: (id) => client.delete(at(id)),
  };
}
