package epoch.server.run;

import epoch.api.json.Durations;
import epoch.api.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * By how much the fires of a topology are put off: a part of what its policy allows, told by a hash
 * of its name. So it is the same for each fire and on each node, fire times stay in their order,
 * and topologies with one schedule spread over the time that they allow.
 */
public final class Jitter {
  private Jitter() {}

  /** By how much; zero where the policy says nothing. */
  public static Duration of(Topology topology) {
    return Durations.understood(topology.effectivePolicy().jitter())
        .map(most -> of(topology.name(), most))
        .orElse(Duration.ZERO);
  }

  static Duration of(String name, Duration most) {
    var hash = new CRC32C();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    // The name's place on a scale of 2^32: the same share of whatever is allowed.
    double share = hash.getValue() / (double) (1L << 32);
    return Duration.ofMillis(Math.round(share * most.toMillis()));
  }
}
