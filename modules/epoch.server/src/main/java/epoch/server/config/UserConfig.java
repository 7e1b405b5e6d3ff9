package epoch.server.config;

/**
 * One user.
 *
 * @param username the name
 * @param password the password, plain or as a hash that {@link Password} reads
 * @param role {@code READ_WRITE} or {@code READ_ONLY}
 */
public record UserConfig(
    @Required String username, @Required Secret password, @Required Role role) {}
