package epoch.server;

import epoch.server.drove.Drove;
import epoch.server.drove.DroveHealth;
import epoch.server.http.Health;
import epoch.server.http.HealthCheck;
import epoch.server.http.HealthCheck.Result;
import epoch.server.operations.LeaderView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;

/**
 * How well this node is. ZooKeeper or Drove away is told but not fatal: a restart would not help,
 * and Drove would kill every node of the cluster.
 */
final class Checks {
  private static final Duration DROVE_SILENCE = Duration.ofSeconds(60);

  private Checks() {}

  static Health health(
      LeaderView view, CuratorFramework zooKeeper, Drove drove, InstantSource clock) {
    return new Health(
        Map.<String, HealthCheck>of(
            "zk-connection", () -> zooKeeper(zooKeeper),
            "drove", () -> drove(drove.health(), clock.instant()),
            "leader", () -> leader(view)),
        () -> view.leader().isPresent());
  }

  private static Result zooKeeper(CuratorFramework client) {
    return client.getZookeeperClient().isConnected()
        ? Result.ok()
        : Result.unwell("ZooKeeper is away; this node waits for it");
  }

  private static Result drove(DroveHealth health, Instant now) {
    Instant answer = health.lastAnswer();
    if (health.good() || (health.lastFailure() == null && answer == null)) {
      return Result.ok();
    }
    boolean recent = answer != null && answer.isAfter(now.minus(DROVE_SILENCE));
    return recent ? Result.ok() : Result.unwell("Drove is away: " + health.lastError());
  }

  private static Result leader(LeaderView view) {
    return view.leader()
        .map(leader -> new Result(true, leader.toString(), false))
        .orElseGet(() -> Result.unwell("Nobody leads"));
  }
}
