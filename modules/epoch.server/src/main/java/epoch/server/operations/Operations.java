package epoch.server.operations;

/**
 * All that an operator can ask; exists only while this node leads.
 *
 * @param topologies topologies
 * @param runs runs
 * @param logs what tasks wrote
 */
public record Operations(Topologies topologies, Runs runs, TaskLogs logs) {}
