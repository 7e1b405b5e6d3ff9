package epoch.server.store.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The first line of a backup.
 *
 * @param epochBackup the version of the form: 1
 * @param taken when it was begun
 * @param namespace where it was taken from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Head(int epochBackup, Instant taken, String namespace) {
  static final int FORM = 1;
}
