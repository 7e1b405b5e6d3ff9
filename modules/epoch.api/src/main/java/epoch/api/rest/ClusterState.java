package epoch.api.rest;

import epoch.api.drove.ClusterSummary;
import epoch.api.json.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as its leader sees it.
 *
 * @param self the member that answers
 * @param leader the member that leads
 * @param leaderSince since when
 * @param members all members, in the order in which they would lead
 * @param hold whether the world stands still
 * @param zookeeper ZooKeeper as seen from the leader
 * @param drove Drove as seen from the leader
 * @param versions what runs here
 * @param counts how much there is and how well it goes
 * @param authEnabled whether anyone has to log in
 * @param defaultPasswords whether a user has a password that everybody knows
 * @param commandsAllowed whether tasks may be commands, as on a local Drove
 * @param appName the app under which tasks run on Drove
 * @param timeZone the zone of triggers that name none
 */
public record ClusterState(
    String self,
    @Nullable String leader,
    @Nullable Instant leaderSince,
    List<Member> members,
    HoldState hold,
    ZooKeeper zookeeper,
    Drove drove,
    Versions versions,
    Counts counts,
    boolean authEnabled,
    boolean defaultPasswords,
    boolean commandsAllowed,
    String appName,
    String timeZone) {

  public ClusterState {
    members = Frozen.listOrEmpty(members);
  }

  /**
   * A node of the cluster.
   *
   * @param id {@code http://host:port}
   * @param leader whether it leads
   * @param version its version; absent if it does not tell, as 1.14 does not
   */
  public record Member(String id, boolean leader, @Nullable String version) {}

  /**
   * ZooKeeper.
   *
   * @param connected whether there is a connection
   * @param latencyMillis how long the last small write took; absent before the first one
   * @param clockDifferenceMillis how far the leader's clock is ahead of ZooKeeper's; negative if
   *     behind; absent before the first write
   */
  public record ZooKeeper(
      boolean connected, @Nullable Double latencyMillis, @Nullable Long clockDifferenceMillis) {}

  /**
   * Drove.
   *
   * @param available whether it answers
   * @param endpoint the controller that is asked
   * @param leader {@code host:port} of the controller that leads, as Drove says
   * @param version of Drove, if it tells
   * @param lastAnswer when it last answered
   * @param reason why it is not available
   * @param capacity what it has and uses; absent while it does not tell
   */
  public record Drove(
      boolean available,
      @Nullable String endpoint,
      @Nullable String leader,
      @Nullable String version,
      @Nullable Instant lastAnswer,
      @Nullable String reason,
      @Nullable ClusterSummary capacity) {}

  /**
   * What runs here.
   *
   * @param epoch Epoch's version
   * @param java Java's version
   */
  public record Versions(String epoch, String java) {}

  /**
   * How much there is.
   *
   * @param topologies all topologies
   * @param active those that fire
   * @param paused those that are paused
   * @param activeRuns runs that have not ended
   * @param waitingRuns of these, runs that wait for Drove
   * @param failedLastHour runs that failed in the last hour
   * @param firesLastHour runs that triggers began in the last hour
   * @param latenessP50 milliseconds after its fire time at which the median of them was committed;
   *     absent if there was none
   * @param latenessP99 the same, exceeded by one in a hundred
   */
  public record Counts(
      int topologies,
      int active,
      int paused,
      int activeRuns,
      int waitingRuns,
      long failedLastHour,
      long firesLastHour,
      @Nullable Long latenessP50,
      @Nullable Long latenessP99) {}
}
