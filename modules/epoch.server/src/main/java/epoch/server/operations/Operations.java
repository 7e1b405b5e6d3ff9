package epoch.server.operations;

/**
 * All that an operator can ask; exists only while this node leads.
 *
 * @param topologies topologies
 * @param revisions the versions of topologies
 * @param runs runs
 * @param logs what tasks wrote
 * @param ledgers what became of fire times
 * @param control stops the world and lets it go on
 * @param audits who changed what
 * @param overview the cluster as its leader sees it
 */
public record Operations(
    Topologies topologies,
    Revisions revisions,
    Runs runs,
    TaskLogs logs,
    Ledgers ledgers,
    Control control,
    Audits audits,
    Overview overview) {}
