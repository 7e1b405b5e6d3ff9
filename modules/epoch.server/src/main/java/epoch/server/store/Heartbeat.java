package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The last sign of life of a leader: the node {@code /cluster/heartbeat}.
 *
 * @param leader its member id
 * @param time when, by its own clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Heartbeat(String leader, Instant time) {}
