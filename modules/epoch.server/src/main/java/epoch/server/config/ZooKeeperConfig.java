package epoch.server.config;

import java.time.Duration;

/**
 * Where the state is kept.
 *
 * @param connectionString the members of the ensemble, {@code host:port}, separated by commas
 * @param nameSpace the path below which everything is kept; nodes that share it are one
 *     installation
 * @param sessionTimeout how long ZooKeeper waits for a silent node before another may lead; shorter
 *     means a faster failover and less patience with long pauses
 */
public record ZooKeeperConfig(
    @Required String connectionString,
    @Default("epoch") String nameSpace,
    @Default("6s") @Within(least = "1s", most = "40s") Duration sessionTimeout) {

  public ZooKeeperConfig {
    // 1.14's files have it with and without the slash; Curator wants it without.
    nameSpace = nameSpace.startsWith("/") ? nameSpace.substring(1) : nameSpace;
  }
}
