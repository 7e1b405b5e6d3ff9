package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
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
public record Release(Hold hold, Instant until, HeldFires heldFires, String by) {
  /**
   * The same, told by the fire times of a topology whose fires are put off: held back are those
   * that were to begin in the hold.
   */
  public Release ofFiresPutOffBy(Duration delay) {
    return delay.isZero()
        ? this
        : new Release(
            new Hold(hold.by(), hold.since(), hold.reason(), hold.from().minus(delay)),
            until.minus(delay),
            heldFires,
            by);
  }
}
