package epoch.api.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that someone asked for.
 *
 * @param id says where it stands among all; also the cursor behind which a page goes on
 * @param time when
 * @param who the user's name; {@code anonymous} where nobody has to log in, {@code epoch} where it
 *     was Epoch itself
 * @param address the IP address of the true client, also through a follower; absent where it was
 *     Epoch itself
 * @param action what was done, such as {@code CREATE}; later versions may know more of them
 * @param topology what it was done to, if it was one topology
 * @param run the run it was done to, if it was one
 * @param message what changed, in words; never a password, nor the value of a variable or file
 * @param reason why, if that was said
 */
public record AuditEntry(
    String id,
    Instant time,
    String who,
    @Nullable String address,
    String action,
    @Nullable String topology,
    @Nullable String run,
    String message,
    @Nullable String reason) {}
