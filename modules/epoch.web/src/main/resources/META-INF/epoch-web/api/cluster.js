/** The cluster, its schedule as a whole, and who did what, over the REST API. */
export function clusterApi(client) {
  return {
    find: () => client.get("v1/cluster"),
    failovers: () => client.get("v1/cluster/failovers"),
    hold: (reason) => client.post("v1/cluster/hold", { reason }),
    release: (heldFires) => client.post("v1/cluster/release", { heldFires }),
    stepDown: () => client.post("v1/cluster/step-down"),
    audit: (query) => client.page("v1/audit", query),
    preview: (request) => client.post("v1/schedule/preview", request),
    forecast: (query) => client.get("v1/forecast", { query }),
    description: () => client.text("openapi.yaml"),
  };
}
