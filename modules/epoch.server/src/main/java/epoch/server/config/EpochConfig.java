package epoch.server.config;

import java.time.Duration;

/**
 * The whole configuration of a node, as {@link Configs} read it: complete and checked. Immutable;
 * secrets print as stars.
 *
 * @param server the ports on which this node listens
 * @param logging what is logged, and where
 * @param zookeeper where the state is kept
 * @param drove the orchestrator that runs the tasks
 * @param userAuth who may log in
 * @param notifications how outcomes of runs are told
 * @param options how long things are kept, and other choices
 * @param cluster what the nodes of one installation share
 * @param recovery what a new leader does after an outage
 */
public record EpochConfig(
    ServerConfig server,
    LoggingConfig logging,
    @Required ZooKeeperConfig zookeeper,
    @Required DroveConfig drove,
    UserAuthConfig userAuth,
    @Key("notify") NotifyConfig notifications,
    OptionsConfig options,
    ClusterConfig cluster,
    RecoveryConfig recovery) {

  /**
   * How long one call that creates a task on Drove may take: {@code drove.operationTimeout}, but at
   * most five sixths of the ZooKeeper session time, because a create that is under way must have
   * ended before another node can lead.
   */
  public Duration createTimeout() {
    Duration longest = zookeeper.sessionTimeout().multipliedBy(5).dividedBy(6);
    return drove.operationTimeout().compareTo(longest) < 0 ? drove.operationTimeout() : longest;
  }

  /**
   * How many missed fires are caught up in a second: {@code recovery.catchUpRate}, but never more
   * than {@code drove.createRate}.
   */
  public double catchUpRate() {
    return Math.min(recovery.catchUpRate(), drove.createRate());
  }
}
