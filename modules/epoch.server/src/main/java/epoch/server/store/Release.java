package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The end of a hold.
 *
 * @param hold what ended
 * @param until until when fire times were held back
 * @param heldFires what becomes of them
 * @param by who released
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Release(Hold hold, Instant until, HeldFires heldFires, String by) {}
