package epoch.server.store;

/**
 * Names a run.
 *
 * @param topologyId the topology
 * @param runId the id within the topology
 */
public record RunKey(String topologyId, String runId) {}
