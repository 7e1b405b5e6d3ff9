package epoch.server.store.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A line of a backup: one node.
 *
 * @param path below the namespace, with a leading slash
 * @param version its data version
 * @param data its bytes; base 64 in JSON
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Line(String path, int version, byte[] data) {}
