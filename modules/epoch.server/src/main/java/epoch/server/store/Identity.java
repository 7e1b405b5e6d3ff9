package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Which installation this is: the node {@code /cluster/installation}, made once by the first leader
 * and never changed. Two installations may share a Drove and an app name; by this they tell their
 * tasks apart.
 *
 * @param uid random; every task carries it as {@code EPOCH_INSTALLATION}
 * @param created when the installation began
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Identity(String uid, Instant created) {}
