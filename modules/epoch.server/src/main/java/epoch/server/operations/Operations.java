package epoch.server.operations;

import epoch.server.live.Feed;

/**
 * All that an operator can ask; exists only while this node leads.
 *
 * @param topologies topologies
 * @param revisions the versions of topologies
 * @param bulk one thing done with many topologies
 * @param exchange topologies as a document
 * @param runs runs
 * @param logs what tasks wrote
 * @param ledgers what became of fire times
 * @param control stops the world and lets it go on
 * @param feed what happens
 * @param search finds topologies and runs
 * @param calendars when topologies do not fire
 * @param schedules what schedules mean and why they did what they did
 * @param audits who changed what
 * @param groups limits that runs share
 * @param overview the cluster as its leader sees it
 */
public record Operations(
    Topologies topologies,
    Revisions revisions,
    Bulk bulk,
    Exchange exchange,
    Runs runs,
    TaskLogs logs,
    Ledgers ledgers,
    Control control,
    Search search,
    Calendars calendars,
    Schedules schedules,
    Audits audits,
    ConcurrencyGroups groups,
    Overview overview,
    Feed feed) {}
