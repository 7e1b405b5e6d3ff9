package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Who took the fencing token last: the data of {@code /leader-epoch}.
 *
 * @param leader its member id
 * @param since when, by its own clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Leadership(String leader, Instant since) {}
