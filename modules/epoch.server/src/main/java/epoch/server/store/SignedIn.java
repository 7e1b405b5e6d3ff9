package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;

/**
 * A node of this version that lives: an ephemeral node below {@code /cluster/members}.
 *
 * @param id its member id
 * @param version its version of Epoch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SignedIn(URI id, String version) {}
