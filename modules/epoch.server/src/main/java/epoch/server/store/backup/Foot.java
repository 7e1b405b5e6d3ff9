package epoch.server.store.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The last line of a backup, without which it was cut short.
 *
 * @param end how many nodes there are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Foot(long end) {}
