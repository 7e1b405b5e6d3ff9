package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * That a request with a key was carried out: the node {@code /cluster/idempotency/{hour}/{name}},
 * compressed, written in the transaction that carried it out.
 *
 * @param fingerprint of all that it asked
 * @param by who asked
 * @param time when it was carried out
 * @param answer what was answered
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Receipt(String fingerprint, String by, Instant time, JsonNode answer) {}
