package epoch.server.store;

/**
 * Where things are in ZooKeeper, below the namespace.
 *
 * @param root the namespace with a leading slash, such as {@code /epoch}
 */
public record Paths(String root) {
  /** Stands between topology and run in the name of an active run; neither may contain it. */
  private static final char SEPARATOR = '~';

  /** The paths of a namespace as configured, with or without slashes around it. */
  public static Paths of(String namespace) {
    return new Paths("/" + namespace.replaceAll("^/+|/+$", ""));
  }

  public String leaderSelection() {
    return root + "/leader-selection";
  }

  public String leaderEpoch() {
    return root + "/leader-epoch";
  }

  public String leaderHolder() {
    return leaderEpoch() + "/holder";
  }

  String topologies() {
    return root + "/topologies";
  }

  String topology(String id) {
    return topologies() + "/" + id;
  }

  String schedules() {
    return root + "/schedules";
  }

  String schedule(String id) {
    return schedules() + "/" + id;
  }

  String runs(String topologyId) {
    return root + "/runs/" + topologyId;
  }

  String run(String topologyId, String runId) {
    return runs(topologyId) + "/" + runId;
  }

  String activeRuns() {
    return root + "/active";
  }

  String activeRun(String topologyId, String runId) {
    return activeRuns() + "/" + topologyId + SEPARATOR + runId;
  }

  String revisions(String topologyId) {
    return root + "/revisions/" + topologyId;
  }

  String revision(String topologyId, int number) {
    return revisions(topologyId) + "/" + number;
  }

  String ledger(String topologyId) {
    return root + "/ledger/" + topologyId;
  }

  String identity() {
    return root + "/cluster/installation";
  }

  String tombstones() {
    return root + "/tombstones";
  }

  String tombstone(String taskId) {
    return tombstones() + "/" + taskId;
  }

  /** Where the nodes of this version sign in. */
  public String members() {
    return root + "/cluster/members";
  }

  /** There as long as a restore has not come to its end: nobody leads meanwhile. */
  public String restoring() {
    return root + "/cluster/restoring";
  }

  String hold() {
    return root + "/cluster/hold";
  }

  String groups() {
    return root + "/cluster/groups";
  }

  String calendars() {
    return root + "/cluster/calendars";
  }

  String calendar(String name) {
    return calendars() + "/" + name;
  }

  String heartbeat() {
    return root + "/cluster/heartbeat";
  }

  String auditRecords() {
    return root + "/audit/records";
  }

  String auditRecord(String name) {
    return auditRecords() + "/" + name;
  }

  String auditPages() {
    return root + "/audit/pages";
  }

  String auditPage(String name) {
    return auditPages() + "/" + name;
  }

  String failovers() {
    return root + "/cluster/failovers";
  }

  String failover(int number) {
    return failovers() + "/" + number;
  }

  String receipts() {
    return root + "/cluster/idempotency";
  }

  String receipts(long hour) {
    return receipts() + "/" + hour;
  }

  String receipt(long hour, String name) {
    return receipts(hour) + "/" + name;
  }
}
